window.YTD.tweets.part1 = [
  {
    "tweet" : {
      "created_at" : "Mon May 06 10:00:00 +0000 2024",
      "id" : "1787000000000000006",
      "id_str" : "1787000000000000006",
      "full_text" : "यह एक लंबी पोस्ट है (synthetic) जो दो सौ अस्सी अक्षरों से आगे जाती है और संग्रह में कटी हुई मिलती है, यह एक लंबी पोस्ट है (synthetic) जो दो सौ अस्सी अक्षरों से आगे जाती है और संग्रह में कटी हुई मिलती है, यह एक लंबी पोस्ट है (synthetic) जो दो सौ अस्सी अक्षरों से आगे जाती… https://t.co/d",
      "truncated" : false,
      "entities" : {
        "hashtags" : [],
        "user_mentions" : [],
        "urls" : [
          {
            "url" : "https://t.co/d",
            "expanded_url" : "https://twitter.com/i/web/status/1787000000000000006"
          }
        ]
      },
      "favorite_count" : "2",
      "retweet_count" : "0",
      "lang" : "hi"
    }
  },
  {
    "tweet" : {
      "created_at" : "Mon May 06 11:00:00 +0000 2024",
      "id" : "1787000000000000007",
      "id_str" : "1787000000000000007",
      "full_text" : "photo &amp;lt;b&amp;gt;",
      "truncated" : false,
      "entities" : {
        "hashtags" : [],
        "user_mentions" : [],
        "urls" : [],
        "media" : [
          {
            "type" : "photo",
            "media_url_https" : "https://pbs.twimg.com/media/One.jpg"
          }
        ]
      },
      "extended_entities" : {
        "media" : [
          {
            "type" : "photo",
            "media_url_https" : "https://pbs.twimg.com/media/One.jpg"
          },
          {
            "type" : "photo",
            "media_url_https" : "https://pbs.twimg.com/media/Two.jpg"
          }
        ]
      },
      "favorite_count" : "2",
      "retweet_count" : "0",
      "lang" : "en"
    }
  }
]