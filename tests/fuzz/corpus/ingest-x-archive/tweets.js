window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "created_at" : "Sun May 05 18:00:00 +0000 2024",
      "id" : "1787000000000000004",
      "id_str" : "1787000000000000004",
      "truncated" : false,
      "in_reply_to_status_id" : "1787000000000000001",
      "in_reply_to_status_id_str" : "1787000000000000001",
      "in_reply_to_screen_name" : "synthetic_two",
      "lang" : "hi",
      "entities" : {
        "hashtags" : [],
        "user_mentions" : [
          {
            "screen_name" : "synthetic_two"
          }
        ],
        "urls" : []
      },
      "geo" : {
        "type" : "Point",
        "coordinates" : [
          "25.6",
          "85.1"
        ]
      },
      "place" : null,
      "coordinates" : null,
      "favorite_count" : "0",
      "retweet_count" : "0",
      "full_text" : "@synthetic_two kahan ka hai? &lt;3"
    }
  },
  {
    "tweet" : {
      "created_at" : "Mon May 06 09:00:00 +0000 2024",
      "id" : "1787000000000000005",
      "id_str" : "1787000000000000005",
      "full_text" : "RT @synthetic_two: सीवान के मैरवा में आर्केस्ट्रा में पिस्टल लहराते युवक का वीडियो (synthetic) &amp; bahut lamba text bahut lamba…",
      "truncated" : false,
      "entities" : {
        "hashtags" : [],
        "user_mentions" : [
          {
            "screen_name" : "synthetic_two"
          }
        ],
        "urls" : []
      },
      "favorite_count" : "0",
      "retweet_count" : "0",
      "lang" : "hi"
    }
  }
]