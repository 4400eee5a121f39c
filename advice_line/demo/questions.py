"""What GPs ask in the demo, and what they are told: invented, and not medical advice."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Exchange:
    """One believable exchange."""

    situation: str
    background: str
    assessment: str
    request: str
    medicines: str
    advice: str
    outcome: str
    safety_net: str


QUESTIONS: dict[str, tuple[Exchange, ...]] = {
    "cardiology": (
        Exchange("New palpitations, ECG shows AF at 96", "Hypertension, CHA2DS2-VASc 3", "Stable, no chest pain", "Start anticoagulation?", "Ramipril 5 mg", "Start a DOAC after renal function, rate control with bisoprolol 2.5 mg, echo as out-patient.", "advice, refer if needed", "999 for chest pain, faint or breathlessness at rest"),
        Exchange("Blood pressure 182/104 on three drugs", "No end-organ signs, eGFR 62", "Resistant hypertension", "Add spironolactone?", "Amlodipine, ramipril, indapamide", "Check adherence and home readings, then spironolactone 25 mg with potassium at one week.", "advice only, no referral", "Ring again if potassium over 5.5"),
    ),
    "gastroenterology": (
        Exchange("Bloody diarrhoea for ten days, known colitis", "Six stools a day, pulse 88, afebrile", "Moderate flare", "Start steroids at home?", "Mesalazine 2.4 g", "Stool culture, prednisolone 40 mg reducing, flare clinic this week.", "hot clinic or same-day emergency care", "Same day if fever, pulse over 90 or more blood"),
        Exchange("ALT 140 found by chance", "BMI 34, little alcohol", "Probably fatty liver", "Which tests?", "None", "Liver screen and fibrosis score; refer if FIB-4 is over 2.67.", "tests first", "Ring again if jaundiced"),
    ),
    "respiratory": (
        Exchange("Third asthma flare since summer", "Peak flow 68 % of best, sats 96 %", "Uncontrolled on moderate dose", "Step up?", "Budesonide/formoterol", "Check technique, MART regimen, asthma nurse within two weeks.", "advice only, no referral", "999 if unable to speak in sentences"),
    ),
    "renal": (
        Exchange("Creatinine up from 98 to 164 in a month", "On ibuprofen for gout", "Drug-related", "Admit?", "Ramipril, ibuprofen", "Stop both, fluids, repeat in three days, ultrasound if no better.", "tests first", "Same day if potassium over 6 or no urine"),
    ),
    "neurology": (
        Exchange("First seizure yesterday, well now", "No fever, normal examination", "First fit", "Driving and scan?", "None", "First-fit clinic, no driving until seen, no medicine yet.", "referral recommended", "999 for a fit over five minutes"),
        Exchange("Daily headache for six months", "Codeine most days", "Medication overuse", "Scan?", "Co-codamol", "No scan without red flags; stop codeine, diary, review in six weeks.", "advice only, no referral", "Same day for sudden or morning headache with vomiting"),
    ),
    "haematology": (
        Exchange("Platelets 82, found by chance", "Well, no bleeding", "Isolated thrombocytopenia", "Urgent?", "Omeprazole", "Repeat with film in a week, refer if under 50 or falling.", "tests first", "Same day for bleeding or new bruises"),
    ),
    "endocrinology-diabetes": (
        Exchange("TSH under 0.01, free T4 31", "Tremor, pulse 104", "Thyrotoxicosis", "Start treatment?", "None", "Antibodies, propranolol 40 mg, carbimazole 20 mg with the sore-throat warning; clinic.", "referral recommended", "Blood count the same day for sore throat or fever"),
    ),
    "rheumatology": (
        Exchange("Swollen wrists for eight weeks", "CRP 34, positive anti-CCP", "Early arthritis", "Steroids first?", "Naproxen", "No steroids before we see them; early arthritis clinic within three weeks.", "referral recommended", "Ring again for a hot single joint"),
    ),
    "elderly-medicine": (
        Exchange("Two falls in a month", "Postural drop of 28, five medicines", "Drug-related", "Which to stop?", "Amlodipine, doxazosin, bendroflumethiazide", "Stop doxazosin, review in two weeks, falls clinic if it goes on.", "advice, refer if needed", "999 for a head injury on anticoagulants"),
    ),
    "paediatrics": (
        Exchange("Fever for three days, drinking well, aged 4", "No rash, capillary refill normal", "Viral", "Bring in?", "Paracetamol", "Home with fluids, urine sample, look again tomorrow.", "advice only, no referral", "999 for drowsiness, a rash that stays under glass, or fast breathing"),
    ),
    "general-surgery": (
        Exchange("Right-sided pain for two days", "Temperature 37.8, tender, CRP 62", "Possible appendicitis", "Admit?", "None", "Send to the surgical assessment unit now, nil by mouth.", "admit", "999 if collapsed"),
    ),
    "acute-medicine": (
        Exchange("Swollen calf since yesterday", "Wells score 2, well", "Possible DVT", "Scan today?", "None", "Same-day emergency care at 15:00, apixaban meanwhile.", "hot clinic or same-day emergency care", "999 for chest pain or breathlessness"),
        Exchange("Cellulitis not better on tablets", "Afebrile, spreading slowly", "Needs a drip?", "Ambulatory antibiotics?", "Flucloxacillin", "Same-day emergency care tomorrow for ambulatory ceftriaxone.", "hot clinic or same-day emergency care", "Same day if fever or confusion"),
    ),
}  # fmt: skip

_BUSY = {"acute-medicine": 5, "cardiology": 4, "paediatrics": 4, "general-surgery": 3, "gastroenterology": 3}


def a_desk(random: Random) -> str:
    """Whom somebody asks; some desks are asked more often than others."""
    return random.choices(list(QUESTIONS), [_BUSY.get(desk, 2) for desk in QUESTIONS])[0]
