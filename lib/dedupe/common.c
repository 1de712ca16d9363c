#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include "core/mem.h"
#include "dedupe/common.h"
#include "dedupe/hashindex.h"

/* A post of nothing but these is a copy of no other on its words alone: "please take strict action sir". */
static const char common_words[] =
	/* English: grammar */
	"the and are was were been being has have had does did done will would shall should can could may might must "
	"not "
	"you your yours our ours they them their this that these those there here what which who whom whose when where "
	"why "
	"how for from with without into onto about above under over again very too also just only even ever never all "
	"any "
	"some such more most much many few other same than then now its his her him she let its out off "
	/* English: courtesy, calls for action, greetings */
	"sir madam maam respected dear honourable honorable hon ble please pls plz plzz kindly request requested "
	"requesting "
	"thank thanks thankyou thx tysm regards sincerely hello hey good morning evening afternoon night happy "
	"birthday congratulations congrats wishes wish welcome great nice awesome proud salute well done keep work job "
	"superb excellent bravo help helpme action take taken taking strict strictly immediate immediately urgent "
	"urgently "
	"asap soon quick quickly necessary needful appropriate look looking into matter issue problem concern "
	"concerned "
	"against authority authorities police bihar india govt government officer officers administration department "
	"team "
	"complaint complain case reply response respond update attention note see check share forward follow like "
	"retweet "
	"support justice need want give get make know kindly viral post video link comment message msg contact call "
	"number "
	"retweet repost spread awareness important alert emergency notice information info breaking news please "
	"yes yeah okay done noted received new year diwali holi eid chhath festival independence republic day "
	/* Romanised Hindi */
	"hai hain tha the thi hoga hogi honge kya kyu kyun kyon kaise kab kahan kaha kaun aur lekin par bhi nahi nahin "
	"mat "
	"ka ke ki ko se me mein men par tak liye wala wale wali jo jab tab yah yeh woh wah wo is us iss uss apna apne "
	"apni "
	"aap aapka aapke aapki aapko hum hume humein hamara hamare hamari mera mere meri mujhe tum tumhara sab sabhi "
	"log koi "
	"kuch bahut bahot bohot abhi jaldi turant kripya kripaya krpya meherbani mehrbani shriman mahoday mahodaya "
	"sahab "
	"saheb sahib namaste namaskar pranam jai hind jay ram ram radhe dhanyavad dhanyawad dhanywad shukriya badhai "
	"shubhkamna shubhkamnaye madad kare karen karein kariye kijiye kijie kijiyega karo karna karne karta karte "
	"karti kar "
	"kiya kiye karwai karwayi karyavahi karyawahi kaarwai karvai action lijiye lijie lein len dijiye dijie den "
	"nivedan "
	"prarthna vinti guhar sahayata sahayta nyay insaaf insaf chahiye chahte sarkar prashasan thana thane pulis "
	"polis "
	"bheje bhejen bhejo bhejiye bhejiyega suchna soochna jaruri zaruri jaroori zaroori failaye failayen failao "
	"khabar "
	"aage sabko jyada zyada adhik batao bataye bataiye "
	"dhyan dhyaan samasya shikayat mamla jankari sandesh bhai bhaiya didi "
	/* Hindi, Bhojpuri */
	"है हैं था थे थी होगा होगी होंगे हो रहा रहे रही गया गये गए गई क्या क्यों कैसे कब कहाँ कहां कौन और लेकिन पर भी नहीं ना मत "
	"का के की को से में मे तक लिए लिये वाला वाले वाली जो जब तब यह ये वह वो इस उस इसे उसे अपना अपने अपनी आप आपका आपके आपकी "
	"आपको हम हमें हमारा हमारे हमारी मेरा मेरे मेरी मुझे तुम सब सभी लोग कोई कुछ बहुत अभी जल्दी जल्द तुरंत तुरन्त कृपया कृप्या "
	"मेहरबानी श्रीमान महोदय महोदया माननीय आदरणीय सर मैडम साहब नमस्ते नमस्कार प्रणाम जय हिंद हिन्द राम राधे धन्यवाद शुक्रिया "
	"आभार साधुवाद बधाई शुभकामनाएं शुभकामना शुभकामनाएँ हार्दिक सलाम मदद करें करे करिए कीजिए कीजिये कीजिएगा करो करना करने करता "
	"करते कर किया किए "
	"कार्रवाई कार्यवाही कारवाई एक्शन सख्त कड़ी उचित आवश्यक लीजिए लीजिये लें ले दीजिए दें दे निवेदन प्रार्थना विनती गुहार सहायता "
	"भेजें भेजे भेजो भेजिए भेजिये भेजिएगा शेयर रीट्वीट रिट्वीट फॉरवर्ड फैलाएं फैलाएँ फैलाओ सूचना जरूरी ज़रूरी आवश्यक ज्यादा ज़्यादा अधिक "
	"आगे सबको खबर समाचार न्यूज न्यूज़ ब्रेकिंग अलर्ट बताएं बताएँ बताइए "
	"न्याय इंसाफ चाहिए सरकार प्रशासन थाना पुलिस बिहार भारत ध्यान समस्या शिकायत मामला मामले जानकारी संदेश भाई अच्छा काम बढ़िया "
	"शानदार शुभ सुप्रभात रात्रि दिवस दीपावली दिवाली होली ईद छठ पर्व बा बानी बाटे रउआ हमार राउर "
	/* Urdu */
	"ہے ہیں تھا تھے تھی اور کا کے کی کو سے میں پر بھی نہیں یہ وہ آپ ہم برائے مہربانی شکریہ سلام مدد کریں کارروائی "
	"پولیس ";

/* Of these, the courtesies and calls that are put before and behind a text: they come off there. */
static const char courtesy_words[] =
	"sir madam maam respected please pls plz plzz kindly request thank thanks thankyou regards sincerely hello hey "
	"help "
	"urgent urgently asap share forward retweet repost like follow spread awareness viral alert breaking news "
	"important "
	"notice kripya kripaya krpya shriman mahoday mahodaya sahab saheb namaste namaskar pranam jai hind dhanyavad "
	"dhanyawad "
	"shukriya madad kare karen karein kariye kijiye kijie kijiyega karo bheje bhejen bhejo bhejiye suchna jaruri "
	"zaruri "
	"jaroori zaroori failaye failayen failao nivedan "
	"कृपया कृप्या श्रीमान महोदय महोदया माननीय आदरणीय सर मैडम साहब नमस्ते नमस्कार प्रणाम जय हिंद हिन्द धन्यवाद शुक्रिया आभार मदद "
	"करें "
	"करे करिए कीजिए कीजिये कीजिएगा करो भेजें भेजे भेजो भेजिए भेजिये शेयर रीट्वीट रिट्वीट फॉरवर्ड फैलाएं फैलाएँ फैलाओ सूचना जरूरी ज़रूरी "
	"आगे ज्यादा ज़्यादा अधिक सबको ब्रेकिंग न्यूज न्यूज़ अलर्ट निवेदन ";

/* Beside them stands the name of a place or of a person. */
static const char cue_words[] =
	"thana station district jila zila jilla dist block prakhand village gaon gaun ganv gram panchayat ward tola "
	"mohalla "
	"muhalla anumandal subdivision chowk chauk colony nagar naam name son daughter wife "
	"bazar bajar बाजार बाज़ार थाना थाने जिला जिले ज़िला ज़िले प्रखंड प्रखण्ड गांव गाँव ग्राम पंचायत वार्ड टोला मोहल्ला मुहल्ला अनुमंडल "
	"चौक नगर नाम पुत्र पुत्री "
	"पति ";

static const char *const leads[] = {"forwarded many times",
				    "forwarded message",
				    "forwarded as received",
				    "forwarded",
				    "forward message",
				    "fwd",
				    "fw",
				    "as received",
				    "copied",
				    "copy paste",
				    "कॉपी पेस्ट",
				    "फॉरवर्डेड मैसेज",
				    "फॉरवर्डेड",
				    "अग्रेषित",
				    "कई बार फॉरवर्ड किया गया",
				    "फॉरवर्ड किया गया",
				    "जैसा प्राप्त हुआ",
				    NULL};

static const char *const trails[] = {"forwarded as received",
				     "forwarded",
				     "as received",
				     "copied",
				     "copy paste",
				     "copy pasted",
				     "fwd",
				     "कॉपी पेस्ट",
				     "फॉरवर्डेड",
				     "अग्रेषित",
				     "जैसा प्राप्त हुआ",
				     "साभार",
				     "sent from my iphone",
				     "sent from my android",
				     "sent from my mobile",
				     "get outlook for android",
				     "get outlook for ios",
				     "sent from outlook for android",
				     "sent from yahoo mail on android",
				     NULL};

static const char *const cuts[] = {"see more", "read more", "show more", "continue reading", "और देखें",
				   "और पढ़ें",    "पूरा पढ़ें",    "आगे पढ़ें",     "full message",     NULL};

/* Phrases in folded form, without the blanks around them, and the hashes of the words that they begin or end with. */
struct phrases {
	struct fr_strlist list;
	struct fr_hashindex outer;
};

struct fr_common {
	struct fr_hashindex words, courtesies, cues;
	struct phrases leads, trails, cuts;
};

static bool has(const struct fr_hashindex *index, uint64_t hash)
{
	size_t walk = 0;
	uint32_t item;

	return fr_hashindex_next(index, hash, UINT64_MAX, &walk, &item);
}

static uint64_t word_hash(const struct fr_folded *folded, size_t i)
{
	return fr_common_hash(folded->text + folded->words[i].fold_off, folded->words[i].fold_len);
}

static void add_once(struct fr_hashindex *index, uint64_t hash)
{
	if (!has(index, hash))
		fr_hashindex_add(index, hash, 0);
}

static void load(struct phrases *ret, const char *const *phrases, bool leading, struct fr_folded *folded)
{
	for (; *phrases; phrases++) {
		fr_fold(folded, *phrases, strlen(*phrases));
		add_once(&ret->outer, word_hash(folded, leading ? 0 : folded->n_words - 1));
		folded->text[folded->len - 1] = '\0';
		fr_strlist_add(&ret->list, folded->text + 1);
	}
}

static void load_words(struct fr_hashindex *ret, const char *words, struct fr_folded *folded)
{
	fr_fold(folded, words, strlen(words));
	for (size_t i = 0; i < folded->n_words; i++)
		add_once(ret, word_hash(folded, i));
}

static void free_phrases(struct phrases *phrases)
{
	fr_strlist_free(&phrases->list);
	fr_hashindex_free(&phrases->outer);
}

struct fr_common *fr_common_new(void)
{
	struct fr_common *common = fr_xcalloc(1, sizeof(*common));
	struct fr_folded folded = {0};

	load_words(&common->courtesies, courtesy_words, &folded);
	load_words(&common->words, common_words, &folded);
	load_words(&common->cues, cue_words, &folded);
	load(&common->leads, leads, true, &folded);
	load(&common->trails, trails, false, &folded);
	load(&common->cuts, cuts, false, &folded);
	fr_folded_free(&folded);
	return common;
}

void fr_common_free(struct fr_common *common)
{
	if (!common)
		return;
	fr_hashindex_free(&common->words);
	fr_hashindex_free(&common->courtesies);
	fr_hashindex_free(&common->cues);
	free_phrases(&common->leads);
	free_phrases(&common->trails);
	free_phrases(&common->cuts);
	free(common);
}

uint64_t fr_common_hash(const char *word, size_t len)
{
	return XXH3_64bits(word, len);
}

bool fr_common_word(const struct fr_common *common, uint64_t hash)
{
	return has(&common->words, hash);
}

bool fr_common_courtesy(const struct fr_common *common, uint64_t hash)
{
	return has(&common->courtesies, hash);
}

bool fr_common_cue(const struct fr_common *common, uint64_t hash)
{
	return has(&common->cues, hash);
}

static size_t words_of(const char *phrase)
{
	size_t n = 1;

	for (; *phrase; phrase++)
		n += *phrase == ' ';
	return n;
}

/* Do n words of folded from first on read as the phrase? */
static bool reads(const struct fr_folded *folded, size_t first, size_t n, const char *phrase)
{
	size_t off = folded->words[first].fold_off;
	size_t end = folded->words[first + n - 1].fold_off + folded->words[first + n - 1].fold_len;

	return end - off == strlen(phrase) && memcmp(folded->text + off, phrase, end - off) == 0;
}

/* How many words at the start (end) of [first, last) are one of the phrases. */
static size_t match(const struct phrases *phrases, const struct fr_folded *folded, size_t first, size_t last,
		    bool leading)
{
	if (first == last || !has(&phrases->outer, word_hash(folded, leading ? first : last - 1)))
		return 0;
	for (size_t i = 0; i < phrases->list.n; i++) {
		size_t n = words_of(phrases->list.items[i]);

		if (n <= last - first && reads(folded, leading ? first : last - n, n, phrases->list.items[i]))
			return n;
	}
	return 0;
}

size_t fr_common_leads(const struct fr_common *common, const struct fr_folded *folded, size_t first, size_t last)
{
	return match(&common->leads, folded, first, last, true);
}

size_t fr_common_trails(const struct fr_common *common, const struct fr_folded *folded, size_t first, size_t last,
			bool *ret_cut)
{
	size_t n = match(&common->cuts, folded, first, last, false);

	*ret_cut = n > 0;
	return n ? n : match(&common->trails, folded, first, last, false);
}
