window.YTD.direct_messages.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "1700000000000000001-1700000000000000002",
      "messages" : [
        {
          "messageCreate" : {
            "recipientId" : "1700000000000000002",
            "reactions" : [],
            "urls" : [
              {
                "url" : "https://t.co/e",
                "expanded" : "https://example.org/e",
                "display" : "example.org/e"
              }
            ],
            "text" : "नमस्ते (synthetic) https://t.co/e",
            "mediaUrls" : [
              "https://ton.twitter.com/dm/1/2/photo.jpg"
            ],
            "senderId" : "1700000000000000001",
            "id" : "1787100000000000001",
            "createdAt" : "2024-05-06T12:00:00.123Z"
          }
        },
        {
          "messageCreate" : {
            "recipientId" : "1700000000000000001",
            "reactions" : [],
            "urls" : [],
            "text" : "theek hai",
            "mediaUrls" : [],
            "senderId" : "1700000000000000002",
            "id" : "1787100000000000002",
            "createdAt" : "2024-05-06T12:01:00.000Z"
          }
        }
      ]
    }
  }
]