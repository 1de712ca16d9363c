window.YTD.direct_messages_group.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "1787200000000000000",
      "messages" : [
        {
          "participantsJoin" : {
            "initiatingUserId" : "1700000000000000002",
            "userIds" : [
              "1700000000000000001"
            ],
            "createdAt" : "2024-05-06T13:00:00.000Z"
          }
        },
        {
          "conversationNameUpdate" : {
            "initiatingUserId" : "1700000000000000002",
            "name" : "synthetic group",
            "createdAt" : "2024-05-06T13:00:01.000Z"
          }
        },
        {
          "messageCreate" : {
            "senderId" : "1700000000000000002",
            "id" : "1787200000000000001",
            "text" : "group",
            "urls" : [],
            "mediaUrls" : [],
            "createdAt" : "2024-05-06T13:01:00.000Z"
          }
        }
      ]
    }
  }
]