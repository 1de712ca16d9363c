window.YTD.account.part0 = [
  {
    "account" : {
      "accountId" : "1700000000000000001",
      "username" : "synthetic_one",
      "accountDisplayName" : "Synthetic One",
      "createdAt" : "2023-09-10T10:00:00.000Z"
    }
  }
]