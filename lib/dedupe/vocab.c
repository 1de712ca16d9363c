#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "dedupe/code.h"
#include "dedupe/hashindex.h"
#include "dedupe/vocab.h"
#include "text/fold.h"

static const char *const concepts[] = {
	/* weapons and violence */
	"पिस्टल पिस्तौल तमंचा कट्टा pistol katta tamancha revolver रिवॉल्वर हथियार असलहा weapon weapons hathiyar",
	"बंदूक रायफल राइफल bandook rifle gun guns",
	"गोली फायरिंग goli firing fired shots bullet bullets shot गोलियां goliyan",
	"चाकू खंजर chaku knife stabbed stabbing",
	"लाठी डंडा डंडे lathi danda sticks stick",
	"बम bomb धमाका dhamaka blast explosion विस्फोट",
	"हत्या मर्डर hatya murder killed kill खून khoon",
	"मौत मृत्यु maut mrityu death died dead mar मरा मर मारे mara",
	"शव लाश shav lash body corpse",
	"घायल जख्मी ghayal zakhmi injured wounded hurt injury चोट chot",
	("मारपीट पिटाई पीटा पीटता पीटते marpit pitai pita pitta beat beaten beating beats assault assaulted thrashed "
	 "thrash थप्पड़ thappad slapped slap"),
	"झड़प भिड़ंत भिड़ bhid clash clashed jhadap",
	"धमकी dhamki threat threatened threatening threats",
	"बदमाश अपराधी गुंडा गुंडे badmash apradhi gunda gunde criminal criminals goons goon miscreants",
	"गिरोह gang giroh माफिया mafia",
	"बलात्कार दुष्कर्म rape raped",
	"छेड़खानी छेड़छाड़ chhedkhani chhedchhad molested molestation harassment harassed harassing eveteasing फब्तियां",
	"पीछा pichha followed following stalking stalked",
	"अश्लील ashlil obscene vulgar गंदे gande",
	"गाली गालियां gali abuse abused abusive अपशब्द",
	"अपहरण किडनैप kidnap kidnapped apharan abducted",
	"पथराव pathrav stones stone pelted pelting पत्थर patthar",
	"फरार farar absconding absconded fled भागे भाग bhag भागकर escaped ran",
	"गिरफ्तार giraftar arrested arrest",
	/* property */
	"चोरी चोर chori chor stolen theft thief thieves stole churaya चुरा",
	"लूट डकैती लूटा लूटपाट loot dakaiti robbery robbed looted dacoity lutera",
	"छीन छीना छिनतई छीनकर chheen chheena chhintai snatched snatching snatch",
	"दुकान दूकान dukan dukaan shop shops store",
	"सोना सोने sona sone gold",
	"जेवर गहना गहने jewar jevar gahna ornaments jewellery jewelry ज्वेलरी आभूषण",
	"चेन chain",
	"मोबाइल फोन mobile phone फ़ोन cellphone",
	"ताला tala lock broken tuta टूटा",
	"सीसीटीवी cctv कैमरा camera",
	"जमीन जमीनी jamin zameen land plot भूमि bhumi",
	"विवाद vivad dispute झगड़ा jhagda quarrel",
	"कब्जा kabza kabja encroachment occupied grabbed",
	"मकान घर makan ghar house home houses",
	/* money, fraud */
	"पैसा पैसे रुपया रुपये रुपए paisa paise rupya rupye rupees money amount रकम rakam cash नकद",
	"लाख lakh lakhs lac",
	"हजार हज़ार hajar hazar thousand",
	"ठगी ठग ठगे thagi thag fraud cheated fraudster fraudsters scam dhokha धोखा धोखाधड़ी",
	"खाता खाते khata account accounts अकाउंट",
	"बैंक bank",
	"लिंक link otp ओटीपी",
	"नौकरी naukri job vacancy",
	"लॉटरी lottery इनाम inam prize",
	"बिजली bijli electricity power",
	"बिल bill",
	"फीस fees fee",
	"रिश्वत घूस rishwat rishvat ghoos ghus bribe",
	"वसूली vasooli vasuli wasooli extortion collecting collects रंगदारी rangdari",
	"फर्जी नकली farji farzi nakli fake",
	"एजेंसी agency",
	"दवा दवाई dawa dava dawai medicine",
	/* liquor, sand, drugs */
	"शराब दारू दारु sharab daru daaru liquor alcohol hooch wine",
	"भट्ठी bhatthi still distillery",
	"नशा nasha drugs गांजा ganja smack drug",
	"शराबी sharabi drunk drunkard drunken",
	"बालू बालु रेत balu baalu sand",
	"खनन khanan mining",
	"अवैध avaidh awaidh illegal illegally गैरकानूनी",
	/* traffic, vehicles */
	"सड़क रोड sadak road roads सड़कें",
	"जाम महाजाम jam jaam traffic ट्रैफिक",
	"ट्रक truck trucks लॉरी lorry",
	"ट्रैक्टर tractor tractors",
	"बाइक मोटरसाइकिल bike motorcycle bikes bikers",
	"कार car",
	"बस bus",
	"ऑटो टेम्पो auto tempo autos",
	"गाड़ी वाहन gadi gaadi vahan vehicle vehicles",
	"एंबुलेंस एम्बुलेंस ambulance ambulances",
	"चालक ड्राइवर chalak driver",
	"दुर्घटना हादसा एक्सीडेंट durghatna hadsa accident collision",
	"कुचल कुचला kuchal kuchla crushed ran",
	"टक्कर ठोकर takkar thokar hit",
	"ट्रेन रेल रेलवे train rail railway रेलगाड़ी",
	"फाटक phatak gate",
	"स्टेशन station",
	"पुल pul bridge पुलिया",
	"चौक चौराहा chowk chauk crossing",
	"स्टैंड stand",
	"हेलमेट helmet helmets",
	"सवारी sawari passengers passenger यात्री yatri",
	"ओवरलोड overload overloaded",
	/* people */
	"युवक लड़का युवा yuvak ladka youth boy young chhora लइका laika guy नौजवान naujawan",
	"लड़की युवती किशोरी बच्ची बच्चियों ladki yuvati girl girls bachchi bachchiyo",
	"महिला औरत mahila aurat woman lady women महिलाएं mahilaye",
	"बच्चा बच्चे बच्चों bachcha baccha bacche bachche child children kids baby kid",
	"आदमी व्यक्ति aadmi vyakti man men person शख्स",
	"बुजुर्ग वृद्ध buzurg vriddh elderly old aged बूढ़ा budha",
	"छात्र छात्रा छात्रों chhatra chhatr student students",
	"शिक्षक teacher टीचर shikshak",
	"पति pati husband",
	"पत्नी patni wife बीवी biwi",
	"बहू bahu",
	"सास saas",
	"बेटा बेटी beta beti son daughter daughters",
	"पिता मां माता pita maa mata father mother",
	"परिवार परिजन parivar parijan family परिवारवाले",
	"पड़ोसी padosi neighbour neighbor neighbours",
	"मजदूर mazdoor labourer majdur laborer worker",
	"किसान kisan farmer",
	"व्यवसायी व्यापारी कारोबारी vyavsayi vyapari trader businessman",
	"मरीज marij mariz patient patients",
	"मुखिया mukhiya सरपंच sarpanch",
	"नेता विधायक neta vidhayak mla politician",
	"समर्थक समर्थकों samarthak supporters",
	"दारोगा दरोगा daroga inspector si एसआई",
	"सिपाही sipahi constable constables जवान jawan",
	"कैदी kaidi prisoner बंदी bandi",
	"दिव्यांग विकलांग divyang viklang disabled handicapped",
	"समुदाय samuday community communities",
	"भीड़ bheed mob crowd bhid",
	"साधु sadhu",
	/* places and things of places */
	"बाजार बाज़ार bazar bazaar market मंडी",
	"स्कूल विद्यालय school vidyalaya",
	"कॉलेज college",
	"कोचिंग coaching",
	"अस्पताल हॉस्पिटल aspatal hospital मेडिकल medical",
	"मंदिर mandir temple",
	"मस्जिद masjid mosque",
	"पार्क park",
	"नदी nadi river",
	"नहर nahar canal",
	"तालाब पोखर talab pokhar pond",
	"कुआं कुएं kuan well kuen",
	"खेत khet field fields",
	"छत chhat roof rooftop terrace",
	"मंच स्टेज manch stage",
	"टोल toll",
	"पता address pata",
	"हाजत हिरासत hajat hirasat lockup custody",
	/* events */
	"ऑर्केस्ट्रा आर्केस्ट्रा orchestra नाच nach dance डांस dancer",
	"पार्टी party",
	"शादी विवाह बारात shadi vivah barat wedding marriage marry",
	"तिलक tilak",
	"जुलूस juloos julus procession rally रैली",
	"चुनाव chunav election vote मतदान वोट",
	"जीत jeet win victory won जीतने jeetne",
	"डीजे dj",
	"गाना gana song songs",
	"परीक्षा pariksha exam exams",
	"आग aag fire अगलगी",
	"जल जले जलकर जलाने jal jale jalkar jalane burnt burning burned gutted राख rakh झुलस jhulas",
	"नाव नौका naav naw boat ferry",
	"पलट पलटी palat palti palta capsized capsize overturned overturn उलट",
	"बह बहा baha swept washed",
	"एसडीआरएफ एनडीआरएफ sdrf ndrf rescue बचाव",
	"डूब डूबने डूबा doob dub drowned drowning",
	"बाढ़ barh flood floods",
	"गिर गिरा गिरी gir gira giri fell fallen",
	"नहाने nahane bathing bath",
	"लापता गायब गुम lapata gayab gum missing lost गुमशुदा",
	"अफवाह afwah rumour rumor rumours",
	"जहर jahar zahar poison poisoned",
	"झूठा झूठी jhutha jhuthi false",
	"मैसेज message",
	"भड़काऊ bhadkau provocative inflammatory",
	"दहेज dahej dowry",
	"जहरीली zahrili poisonous",
	"आत्महत्या खुदकुशी suicide aatmhatya khudkushi",
	"छापा छापेमारी chhapa chhapemari raid raided raids",
	"जांच janch check checking",
	"गश्त गश्ती पेट्रोलिंग gasht gashti patrol patrolling",
	"घेर घेराव gherav surrounded",
	"तोड़फोड़ todphod vandalised vandalism ransacked",
	"पुतला मूर्ति murti idol statue प्रतिमा pratima",
	"झंडा jhanda flag",
	"पोस्टर बैनर poster banner",
	"तार करंट taar wire current shock",
	"ट्रांसफार्मर transformer",
	"खंभा khambha pole",
	"गड्ढा gaddha pothole pit",
	"कुत्ता कुत्ते kutta kutte dog dogs",
	"सांप saanp snake",
	"पेड़ ped tree",
	"दीवार diwar wall",
	"बीमार bimar ill sick",
	"गर्भवती pregnant",
	"डॉक्टर doctor चिकित्सक",
	"वकील lawyer कोर्ट court न्यायालय",
	"राशन ration डीलर dealer",
	"सिम sim आधार aadhaar aadhar",
	"फेसबुक facebook",
	"इंस्टाग्राम instagram insta",
	"व्हाट्सएप whatsapp",
	"यूट्यूब youtube",
	"आईडी प्रोफाइल profile",
	"फोटो तस्वीर photo photos tasveer picture pictures",
	"ब्लैकमेल blackmail blackmailing",
	"कर्ज लोन loan karz emi",
	"किराया kiraya fare rent",
	"टिकट ticket",
	"यात्री yatri traveller",
	"सामान saman luggage bag बैग",
	"पर्स purse wallet बटुआ",
	"लैपटॉप laptop",
	"साइकिल cycle bicycle",
	"गैस gas सिलेंडर cylinder",
	"खिड़की दरवाजा darwaja door window",
	"सेंध sendh burglary burgled burglars",
	"घटना वारदात ghatna vardat incident event",
	"एफआईआर प्राथमिकी fir",
	"रिकॉर्डिंग ऑडियो recording audio",
	"लहरा लहराता लहराते लहराया lahra lahrata lahraya waving waved brandish brandished brandishing",
	"रोका roka stopped stop रोक",
	"दमकल फायरब्रिगेड damkal brigade",
	"मवेशी पशु maveshi pashu cattle गाय gaay cow",
	"गोताखोर gotakhor divers diver",
	"मशीन machine machines",
	"कार्टन carton cartons पेटी peti",
	"आंख आंखों aankh eyes eye eyesight",
	"डर dar afraid fear scared",
	"गुस्सा gussa angry anger",
	"परेशान pareshan worried troubled suffering",
	"खराब kharab damaged bad broke",
	"बंद band closed shut off",
	"हालत गंभीर halat gambhir critical serious condition",
	"भर्ती bharti admitted",
	"रेफर refer referred",
	"लाल lal red",
	"हरा हरी hara hari green",
	"नीला नीली nila nili blue",
	"काला काली kala kali black",
	"सफेद safed white",
	"साड़ी sari saree",
	"शर्ट shirt",
	"जींस jeans",
	/* time and number */
	"रात raat rat night nights midnight",
	"सुबह subah morning सवेरे savere",
	"शाम sham evening",
	"दोपहर dopahar noon",
	"दिन din day days",
	"कल kal yesterday",
	"आज aaj today",
	"घंटा घंटे ghanta ghante hour hours",
	"महीना माह महीने mahina mahine month months",
	"साल वर्ष saal varsh year years उम्र umr age",
	"तीन teen three",
	"चार char four",
	"पांच panch five",
	"छह chhah six",
	"दस das ten",
	"बीस bees twenty",
	"पचास pachas fifty",
	"सौ sau hundred",
	"दूसरी dusri second",
	/* what is done and seen: no name either */
	"खुलेआम khuleaam openly open",
	"निकला निकली निकल nikla nikli nikal nikle",
	"चल चला चली चलता चलते chal chala chali chalta chalte",
	"देख देखा देखो dekh dekha dekho seen watch",
	"बोल बोला बोले bol bola bole said told",
	"आया आई आए aaya aayi aaye came come",
	"गांव गाँव ग्राम gaon gaanv gram village villagers ग्रामीण gramin",
	"शहर shahar city town",
	"पास बगल pas paas bagal near",
	"सामने samne front",
	"पीछे pichhe behind",
	"सरकारी sarkari government",
	"पुराना purana",
	"नया nayi naya",
	"बड़ा बड़ी bada badi big huge massive भीषण bhishan",
	"छोटा chhota small",
	"पानी pani water",
	"खाना khana food",
	"कपड़ा kapda cloth",
	"टूट toot broken",
};

struct fr_vocab {
	struct fr_hashindex codes; /* from the word of a code to the number of its concept */
};

/* hashindex wants its bits at the top. */
static uint64_t key_of(uint32_t code)
{
	return (FR_CODE_WORD_OF(code) + UINT64_C(1)) * 0x9e3779b97f4a7c15u;
}

static bool find(const struct fr_vocab *vocab, uint32_t code, uint32_t *ret_number)
{
	size_t walk = 0;

	return fr_hashindex_next(&vocab->codes, key_of(code), UINT64_MAX, &walk, ret_number);
}

struct fr_vocab *fr_vocab_new(void)
{
	struct fr_vocab *vocab = fr_xcalloc(1, sizeof(*vocab));
	struct fr_folded folded = {0};
	uint32_t there;

	for (uint32_t i = 0; i < sizeof(concepts) / sizeof(concepts[0]); i++) {
		fr_fold(&folded, concepts[i], strlen(concepts[i]));
		for (size_t k = 0; k < folded.n_words; k++) {
			const struct fr_word *word = &folded.words[k];
			uint32_t code = fr_code_word(folded.text + word->fold_off, word->fold_len);

			if (!find(vocab, code, &there))
				fr_hashindex_add(&vocab->codes, key_of(code), i);
		}
	}
	fr_folded_free(&folded);
	return vocab;
}

void fr_vocab_free(struct fr_vocab *vocab)
{
	if (!vocab)
		return;
	fr_hashindex_free(&vocab->codes);
	free(vocab);
}

bool fr_vocab_find(const struct fr_vocab *vocab, uint32_t code, uint32_t *ret_concept)
{
	uint32_t number;

	if (!find(vocab, code, &number))
		return false;
	*ret_concept = fr_code_concept(number);
	return true;
}
