"""Neutral words that invented organisations, systems and people are named with; none is a real company or person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """Where invented organisations sit: a country, the language they work in, a time zone, and its share of them.

    With `activity` all of them do the same there.
    """

    code: str
    language: str
    zone: str
    share: float
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """How things are called in one language. `order` puts a kind of organisation and an epithet together."""

    order: str
    epithets: tuple[str, ...]
    kinds: dict[str, str]
    people: tuple[str, ...]
    families: tuple[str, ...]
    notes: tuple[str, ...]


# Shares by region as in the reference: 24 % Latin America, 22 % sub-Saharan Africa, 13 % southern neighbourhood and
# Gulf, 14 % eastern neighbourhood, Balkans and Türkiye, 13 % ASEAN, 6 % South Asia, 6 % advanced, 2 % Central Asia.
# Of 400 organisations six countries have one to four, Uzbekistan has exactly five, and in Malaysia all do the same:
# what a release has to withhold, and what is hard to withhold well.
COUNTRIES = (
    Country("CO", "es", "America/Bogota", 0.07), Country("PE", "es", "America/Lima", 0.05),
    Country("CL", "es", "America/Santiago", 0.03), Country("MX", "es", "America/Mexico_City", 0.05),
    Country("BR", "pt", "America/Sao_Paulo", 0.04), Country("KE", "en", "Africa/Nairobi", 0.08),
    Country("GH", "en", "Africa/Accra", 0.04), Country("RW", "en", "Africa/Kigali", 0.005),
    Country("SN", "fr", "Africa/Dakar", 0.06), Country("CI", "fr", "Africa/Abidjan", 0.0325),
    Country("MZ", "pt", "Africa/Maputo", 0.0025), Country("TN", "fr", "Africa/Tunis", 0.045),
    Country("JO", "ar", "Asia/Amman", 0.0425), Country("EG", "ar", "Africa/Cairo", 0.035),
    Country("AE", "ar", "Asia/Dubai", 0.0075), Country("GE", "ka", "Asia/Tbilisi", 0.04),
    Country("RS", "en", "Europe/Belgrade", 0.04), Country("TR", "en", "Europe/Istanbul", 0.03),
    Country("UA", "uk", "Europe/Kyiv", 0.03), Country("ID", "en", "Asia/Jakarta", 0.04),
    Country("VN", "en", "Asia/Ho_Chi_Minh", 0.03), Country("PH", "en", "Asia/Manila", 0.03),
    Country("MY", "en", "Asia/Kuala_Lumpur", 0.03, "software"), Country("IN", "hi", "Asia/Kolkata", 0.05),
    Country("BD", "en", "Asia/Dhaka", 0.01), Country("JP", "ja", "Asia/Tokyo", 0.025),
    Country("KR", "en", "Asia/Seoul", 0.0275), Country("CA", "fr", "America/Toronto", 0.0075),
    Country("KZ", "en", "Asia/Almaty", 0.0075), Country("UZ", "en", "Asia/Tashkent", 0.0125),
)  # fmt: skip

# What an organisation does, as `domain.sectors` names it, with its share, and how much it moves maturity.
ACTIVITIES: dict[str, tuple[float, float]] = {
    "software": (0.26, 0.35), "government": (0.09, -0.1), "local-government": (0.05, -0.1), "banking": (0.09, 0.4),
    "insurance": (0.04, 0.4), "health": (0.11, 0.0), "school": (0.03, -0.25), "university": (0.05, -0.25),
    "manufacturing": (0.06, -0.05), "farming": (0.05, -0.5), "trade": (0.05, -0.1), "research": (0.04, 0.2),
    "energy": (0.03, 0.1), "staffing": (0.03, 0.0), "association": (0.02, -0.35),
}  # fmt: skip

TONGUES: dict[str, Tongue] = {
    "en": Tongue(
        "{epithet} {kind}",
        ("Riverside", "Northern", "Harbour", "Hillside", "Meadow", "Eastern", "Lakeside", "Junction", "Orchard",
         "Summit"),
        {
            "software": "Software", "government": "Ministry Office", "local-government": "District Council",
            "banking": "Savings Bank", "insurance": "Mutual Insurance", "health": "Health Network", "school": "College",
            "university": "University", "manufacturing": "Works", "farming": "Growers’ Cooperative", "trade": "Market",
            "research": "Research Institute", "energy": "Power Company", "staffing": "Staffing",
            "association": "Association",
        },
        ("Amina", "David", "Grace", "Rahul", "Mei", "Nino", "Peter", "Sara", "Thomas", "Zeynep"),
        ("Otieno", "Marku", "Fernandes", "Santoso", "Okafor", "Beridze", "Nguyen", "Petrovic", "Rahman", "Yilmaz"),
        ("Agreed in the last team meeting.", "The draft is with the lawyers.", "Only for the pilot so far.",
         "Checked every quarter."),
    ),
    "es": Tongue(
        "{kind} {epithet}",
        ("del Valle", "del Norte", "La Loma", "Río Claro", "El Puerto", "Los Andes", "del Lago", "San Marcos"),
        {
            "software": "Sistemas", "government": "Dirección Nacional", "local-government": "Municipalidad",
            "banking": "Caja de Ahorros", "insurance": "Mutual de Seguros", "health": "Red de Salud",
            "school": "Instituto", "university": "Universidad", "manufacturing": "Talleres",
            "farming": "Cooperativa Agrícola", "trade": "Mercado", "research": "Centro de Investigación",
            "energy": "Compañía Eléctrica", "staffing": "Servicios de Personal", "association": "Asociación",
        },
        ("Lucía", "Mateo", "Carmen", "Andrés", "Elena", "Javier", "Paula", "Tomás"),
        ("Rojas", "Quispe", "Herrera", "Molina", "Castro", "Vega", "Salazar", "Núñez"),
        ("Acordado en la última reunión.", "El borrador está en revisión jurídica.", "Por ahora solo en el piloto.",
         "Se revisa cada trimestre."),
    ),
    "fr": Tongue(
        "{kind} {epithet}",
        ("du Littoral", "des Collines", "du Fleuve", "de la Plaine", "du Sahel", "du Nord", "des Palmiers", "du Lac"),
        {
            "software": "Logiciels", "government": "Direction nationale", "local-government": "Commune",
            "banking": "Caisse d’épargne", "insurance": "Mutuelle", "health": "Réseau de santé", "school": "Lycée",
            "university": "Université", "manufacturing": "Ateliers", "farming": "Coopérative agricole",
            "trade": "Marché", "research": "Centre de recherche", "energy": "Compagnie d’électricité",
            "staffing": "Agence d’emploi", "association": "Association",
        },
        ("Aïssatou", "Mamadou", "Claire", "Karim", "Fatou", "Luc", "Nadia", "Olivier"),
        ("Diallo", "Traoré", "Ben Salah", "Kouassi", "Tremblay", "Sarr", "Mansouri", "Gagnon"),
        ("Décidé lors de la dernière réunion.", "Le projet est chez les juristes.", "Seulement pour le pilote.",
         "Vérifié chaque trimestre."),
    ),
    "pt": Tongue(
        "{kind} {epithet}",
        ("do Vale", "da Serra", "do Porto", "do Rio Verde", "da Baía", "do Planalto", "das Palmeiras"),
        {
            "software": "Sistemas", "government": "Direção Nacional", "local-government": "Prefeitura",
            "banking": "Caixa de Poupança", "insurance": "Seguros Mútuos", "health": "Rede de Saúde",
            "school": "Escola Técnica", "university": "Universidade", "manufacturing": "Oficinas",
            "farming": "Cooperativa Agrícola", "trade": "Mercado", "research": "Centro de Pesquisa",
            "energy": "Companhia de Energia", "staffing": "Serviços de Pessoal", "association": "Associação",
        },
        ("Beatriz", "João", "Marta", "Rafael", "Inês", "Paulo", "Sofia", "Tiago"),
        ("Almeida", "Macuácua", "Ribeiro", "Nunes", "Sitoe", "Barros", "Teixeira"),
        ("Decidido na última reunião.", "A minuta está com os juristas.", "Por enquanto só no piloto.",
         "Verificado a cada trimestre."),
    ),
    "ar": Tongue(
        "{kind} {epithet}",
        ("الواحة", "الشمال", "الميناء", "النخيل", "الوادي", "الأفق", "السهل"),
        {
            "software": "شركة برمجيات", "government": "مديرية", "local-government": "بلدية", "banking": "بنك ادخار",
            "insurance": "تأمين", "health": "شبكة صحة", "school": "معهد", "university": "جامعة",
            "manufacturing": "مصانع", "farming": "تعاونية زراعية", "trade": "سوق", "research": "مركز أبحاث",
            "energy": "شركة كهرباء", "staffing": "خدمات توظيف", "association": "جمعية",
        },
        ("ليلى", "سامر", "هدى", "كريم", "نور", "ياسر"),
        ("الخطيب", "منصور", "حداد", "سليم", "عمر", "فهمي"),
        ("اتفقنا عليه في الاجتماع الأخير.", "المسودة لدى القسم القانوني.", "للمرحلة التجريبية فقط حتى الآن.",
         "نراجعه كل ثلاثة أشهر."),
    ),
    "uk": Tongue(
        "{kind} {epithet}",
        ("«Північ»", "«Джерело»", "«Обрій»", "«Поділля»", "«Затишок»", "«Набережна»"),
        {
            "software": "Програмні системи", "government": "Управління", "local-government": "Міська рада",
            "banking": "Ощадна каса", "insurance": "Страхове товариство", "health": "Мережа клінік",
            "school": "Коледж", "university": "Університет", "manufacturing": "Майстерні",
            "farming": "Аграрний кооператив", "trade": "Ринок", "research": "Дослідний інститут",
            "energy": "Енергетична компанія", "staffing": "Добір персоналу", "association": "Асоціація",
        },
        ("Олена", "Андрій", "Марія", "Богдан", "Софія", "Іван"),
        ("Коваль", "Мельник", "Шевчук", "Бондар", "Лисенко", "Гончар"),
        ("Погоджено на останній нараді.", "Проєкт розглядають юристи.", "Поки що лише для пілота.",
         "Перевіряємо щокварталу."),
    ),
    "ka": Tongue(
        "{kind} „{epithet}“",
        ("მთისწინა", "ჩრდილოეთი", "ნაპირი", "ველი", "წყარო", "ახალი გზა"),
        {
            "software": "პროგრამული სისტემები", "government": "სამმართველო", "local-government": "მერია",
            "banking": "შემნახველი ბანკი", "insurance": "დაზღვევა", "health": "კლინიკების ქსელი",
            "school": "კოლეჯი", "university": "უნივერსიტეტი", "manufacturing": "სახელოსნოები",
            "farming": "აგრარული კოოპერატივი", "trade": "ბაზარი", "research": "კვლევითი ინსტიტუტი",
            "energy": "ენერგეტიკული კომპანია", "staffing": "დასაქმების სააგენტო", "association": "ასოციაცია",
        },
        ("ნინო", "გიორგი", "მარიამი", "ლევანი", "თამარი", "დავითი"),
        ("ბერიძე", "კაპანაძე", "გელაშვილი", "მაისურაძე", "ლომიძე", "ხუციშვილი"),
        ("შევთანხმდით ბოლო შეხვედრაზე.", "პროექტი იურისტებთანაა.", "ჯერ მხოლოდ საპილოტედ.",
         "ყოველ კვარტალში მოწმდება."),
    ),
    "hi": Tongue(
        "{epithet} {kind}",
        ("उत्तरी", "नदी तट", "हरित", "पूर्वी", "नवीन", "संगम"),
        {
            "software": "सॉफ़्टवेयर", "government": "निदेशालय", "local-government": "नगर परिषद", "banking": "बचत बैंक",
            "insurance": "बीमा", "health": "स्वास्थ्य सेवा", "school": "विद्यालय", "university": "विश्वविद्यालय",
            "manufacturing": "उद्योग", "farming": "किसान सहकारी समिति", "trade": "बाज़ार",
            "research": "अनुसंधान संस्थान", "energy": "विद्युत कंपनी", "staffing": "नियोजन सेवा", "association": "संघ",
        },
        ("आशा", "रवि", "मीना", "अर्जुन", "सुनीता", "विजय"),
        ("शर्मा", "वर्मा", "पटेल", "नायर", "गुप्ता", "राव"),
        ("पिछली बैठक में तय हुआ।", "मसौदा विधि विभाग के पास है।", "अभी केवल पायलट में।", "हर तिमाही जाँच होती है।"),
    ),
    "ja": Tongue(
        "{epithet}{kind}",
        ("みなと", "北川", "青空", "緑丘", "東浜", "若葉"),
        {
            "software": "ソフトウェア", "government": "行政局", "local-government": "町役場", "banking": "信用組合",
            "insurance": "共済", "health": "医療ネットワーク", "school": "専門学校", "university": "大学",
            "manufacturing": "製作所", "farming": "農業協同組合", "trade": "市場", "research": "研究所",
            "energy": "電力", "staffing": "人材サービス", "association": "協会",
        },
        ("葵", "健太", "美咲", "直樹", "陽子", "誠"),
        ("佐藤", "高橋", "田中", "山本", "中村", "小林"),
        ("前回の会議で合意しました。", "法務が案を確認中です。", "今は試行のみです。", "四半期ごとに確認します。"),
    ),
}  # fmt: skip

# Kinds of systems: their English name and purpose, and their share.
SYSTEMS: tuple[tuple[str, str, float], ...] = (
    ("Credit score", "Estimates whether a loan will be paid back.", 0.14),
    ("Service assistant", "Answers questions of citizens and customers.", 0.18),
    ("Document sorter", "Sorts letters and applications by subject.", 0.12),
    ("Visual inspection", "Finds faulty parts on pictures.", 0.09),
    ("Triage helper", "Suggests which patient is seen first.", 0.07),
    ("Applicant screening", "Ranks applications for a job.", 0.05),
    ("Fraud alert", "Marks payments that look unusual.", 0.08),
    ("Recommendations", "Proposes what a visitor may want next.", 0.07),
    ("Demand forecast", "Predicts how much is needed next week.", 0.09),
    ("Speech translator", "Translates spoken local languages.", 0.04),
    ("Crop watch", "Estimates harvests from satellite pictures.", 0.04),
    ("Learning analytics", "Shows which students may need help.", 0.03),
)
