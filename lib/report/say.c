#include "report/say.h"

#include <string.h>

static const char *const says[FR_SAYS][2] = {
	[FR_SAY_TITLE] = {"Case list", "प्रकरण सूची"},
	[FR_SAY_INTERNAL] = {"INTERNAL: citizens' own words and links; not to be passed on as it is",
			     "आंतरिक: नागरिकों के शब्द और लिंक; इसी रूप में आगे न भेजें"},
	[FR_SAY_TIMES_IN] = {"times in", "समय"},
	[FR_SAY_AS_OF] = {"as of", "स्थिति"},
	[FR_SAY_NO_CASES] = {"no cases", "कोई प्रकरण नहीं"},
	[FR_SAY_SECTION] = {"District police", "जिला पुलिस"},
	[FR_SAY_SECTION_RAILWAY] = {"Railway police", "रेल पुलिस"},
	[FR_SAY_SECTION_STATE] = {"State units", "राज्य इकाइयाँ"},
	[FR_SAY_SECTION_OTHER] = {"Desk", "डेस्क"},
	[FR_SAY_SECTION_REVIEW] = {"For review", "समीक्षा हेतु"},
	[FR_SAY_SECTION_OUT_OF_STATE] = {"Other states", "अन्य राज्य"},
	[FR_SAY_DISTRICT] = {"Police district", "पुलिस जिला"},
	[FR_SAY_NO_DISTRICT] = {"District not named", "जिला अज्ञात"},
	[FR_SAY_STATION] = {"Police station", "थाना"},
	[FR_SAY_NO_STATION] = {"Station not known: to the district", "थाना अज्ञात: जिले को"},
	[FR_SAY_CASES] = {"cases", "प्रकरण"},
	[FR_SAY_POSTS] = {"posts", "पोस्ट"},
	[FR_SAY_TOTAL] = {"total", "कुल"},
	[FR_SAY_DUE] = {"due", "समय सीमा"},
	[FR_SAY_NO_DUE] = {"no due time", "समय सीमा नहीं"},
	[FR_SAY_NO_CATEGORY] = {"no category", "श्रेणी नहीं"},
	[FR_SAY_NO_TEXT] = {"(no text)", "(पाठ नहीं)"},
	[FR_SAY_RECEIVED] = {"received", "प्राप्त"},
	[FR_SAY_NO_TIME] = {"time not known", "समय अज्ञात"},
	[FR_SAY_WHY] = {"why", "आधार"},
	[FR_SAY_LAW] = {"law to consider", "विचारणीय धाराएँ"},
	[FR_SAY_REPORTS] = {"reports", "सूचनाएँ"},
	[FR_SAY_ACCOUNTS] = {"accounts", "खाते"},
	[FR_SAY_MORE_THAN] = {"more than", "से अधिक:"},
	[FR_SAY_AGAIN] = {"same post once more", "वही पोस्ट दोबारा"},
	[FR_SAY_PLACE] = {"place", "स्थान"},
	[FR_SAY_PLACE_FROM] = {"place named in post", "स्थान इस पोस्ट से"},
	[FR_SAY_MAY_BE] = {"may be", "संभावित"},
	[FR_SAY_ACT] = {"to act", "कार्रवाई"},
	[FR_SAY_COPY] = {"copy", "प्रतिलिपि"},
	[FR_SAY_LINK] = {"link", "लिंक"},
	[FR_SAY_CASE] = {"case", "प्रकरण"},
	[FR_SAY_REVIEW_WHY] = {"look at", "जाँचें"},
	[FR_SAY_NOT_CLASSED] = {"not classified", "वर्गीकरण नहीं हुआ"},
	[FR_SAY_UNSURE] = {"unsure whether it is a case", "प्रकरण है या नहीं, निश्चित नहीं"},
	[FR_SAY_NOT_ROUTED] = {"not routed", "क्षेत्र तय नहीं हुआ"},
	[FR_SAY_LATE] = {"late %s", "%s विलंब"},
	[FR_SAY_LEFT] = {"in %s", "%s शेष"},
	[FR_SAY_LATE_CASES] = {"late", "विलंबित"},
	[FR_SAY_DAYS] = {"d", "दिन"},
	[FR_SAY_HOURS] = {"h", "घं"},
	[FR_SAY_MINUTES] = {"min", "मि"},
	[FR_SAY_COUNTS] = {"Counts", "गणना"},
	[FR_SAY_READ] = {"posts read", "पढ़ी गई पोस्ट"},
	[FR_SAY_LISTED] = {"in the cases listed", "सूचीबद्ध प्रकरणों में"},
	[FR_SAY_OF_UNCLASSED] = {"of these, not classified", "इनमें अवर्गीकृत"},
	[FR_SAY_OF_AGAIN] = {"of these, a post read once more", "इनमें वही पोस्ट दोबारा"},
	[FR_SAY_NOT_LISTED] = {"not actionable, not listed", "कार्रवाई योग्य नहीं, सूची में नहीं"},
	[FR_SAY_NO_REASON] = {"no reason given", "कारण नहीं दिया"},
	[FR_SAY_REJECTED] = {"rejected as faulty, not listed", "त्रुटिपूर्ण, अस्वीकृत"},
	[FR_SAY_MONTHS] = {"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ",
			   "जन. फर. मार्च अप्रैल मई जून जुला. अग. सित. अक्टू. नव. दिस. "},
};

const char *fr_say(enum fr_report_lang lang, enum fr_say what)
{
	return says[what][lang == FR_LANG_HI];
}

static const struct {
	const char *code, *says[2];
} codes[] = {
	{"no_place", {"no place named", "कोई स्थान नहीं बताया"}},
	{"ambiguous", {"several places possible", "कई स्थान संभव"}},
	{"ambiguous_name", {"a name of several places", "कई स्थानों का एक नाम"}},
	{"weak_place", {"place only hinted at", "स्थान का केवल संकेत"}},
	{"police_accused", {"police complained of: one level up", "पुलिस के विरुद्ध: एक स्तर ऊपर"}},
	{"railway", {"railway", "रेल"}},
	{"geo_place", {"place given with the post", "पोस्ट के साथ दिया स्थान"}},
	{"channel", {"channel", "चैनल"}},
	{"pincode", {"pincode", "पिन कोड"}},
	{"handle", {"account", "अकाउंट"}},
	{"addressee", {"addressed to", "संबोधित"}},
	{"origin", {"comes from", "मूल निवासी"}},
	{"departed", {"came from", "जहां से आए"}},
	{"destination", {"on the way to", "गंतव्य"}},
	{"treated_at", {"treated at", "उपचार"}},
	{"seat", {"seat of the government", "राजधानी"}},
	{"train", {"train", "ट्रेन"}},
	{"person", {"a person's name", "व्यक्ति का नाम"}},
	{"work", {"works in", "कार्यस्थल"}},
	{"route", {"road to", "मार्ग"}},
	{"no_evidence", {"nothing for the police", "पुलिस से संबंधित कुछ नहीं"}},
	{"no_text", {"no words: system lines, media", "बिना शब्द: सिस्टम, मीडिया"}},
	{"own_post", {"the police's own posts", "पुलिस की अपनी पोस्ट"}},
	{"closed_news", {"news of a closed matter", "निष्पादित मामले का समाचार"}},
	{"other_state", {"another state", "अन्य राज्य"}},
	{"entertainment", {"films, songs, games", "फिल्म, गीत, खेल"}},
	{"appeal", {"appeals and awareness", "अपील, जागरूकता"}},
	{"advert", {"adverts", "विज्ञापन"}},
	{"spam", {"spam", "स्पैम"}},
	{"greeting", {"greetings", "शुभकामना"}},
	{"political", {"political speech", "राजनीतिक"}},
	{"metaphor", {"figures of speech, jokes", "मुहावरा, मजाक"}},
	{"found", {"found again", "मिल गए"}},
	{"appreciation", {"thanks", "धन्यवाद"}},
	{"information", {"questions, for an answer", "जानकारी के प्रश्न"}},
};

const char *fr_say_code(enum fr_report_lang lang, const char *code)
{
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(codes[i].code, code) == 0)
			return codes[i].says[lang == FR_LANG_HI];
	return code;
}
