-- name: add_advice
INSERT INTO advice (enquiry, version, amends_because, account, adviser, written_at, late, call_ended_at, patient_kind,
  nhs_number, birth_date, patient_name, seen_by_caller, seen_by_adviser, relied_on, situation, background, assessment,
  request, medicines, allergies, advice, doses, uncertainty, would_change, outcome, actions, safety_net, review,
  responsible, responsibility_agreed, supervisor, discussed_with, patient_agreed, recording, caller_registration,
  pregnancy, gestation, pregnancy_team, child_with, child_weight, safeguarding, suspected_cancer, cancer_referral,
  outcome_reason, incident, key)
VALUES (:enquiry, :version, :amends_because, :account, :adviser, :written_at, :late, :call_ended_at, :patient_kind,
  :nhs_number, :birth_date, :patient_name, :seen_by_caller, :seen_by_adviser, :relied_on, :situation, :background,
  :assessment, :request, :medicines, :allergies, :advice, :doses, :uncertainty, :would_change, :outcome, :actions,
  :safety_net, :review, :responsible, :responsibility_agreed, :supervisor, :discussed_with, :patient_agreed,
  :recording, :caller_registration, :pregnancy, :gestation, :pregnancy_team, :child_with, :child_weight, :safeguarding,
  :suspected_cancer, :cancer_referral, :outcome_reason, :incident, :key)
RETURNING id;

-- name: advice_versions
SELECT a.id, a.version, a.amends_because, a.adviser, a.written_at, a.late, a.patient_kind, a.nhs_number, a.birth_date,
  a.patient_name, a.seen_by_caller, a.seen_by_adviser, a.relied_on, a.situation, a.background, a.assessment, a.request,
  a.medicines, a.allergies, a.advice, a.doses, a.uncertainty, a.would_change, a.outcome, a.actions, a.safety_net,
  a.review, a.responsible, a.responsibility_agreed, a.supervisor, a.discussed_with, a.patient_agreed, a.recording,
  a.caller_registration, a.pregnancy, a.gestation, a.pregnancy_team, a.child_with, a.child_weight, a.safeguarding,
  a.suspected_cancer, a.cancer_referral, a.outcome_reason, a.incident, who.name AS by_name, c.name AS adviser_name,
  c.gmc AS adviser_gmc, c.grade AS adviser_grade, s.name AS supervisor_name, s.gmc AS supervisor_gmc,
  k.at AS countersigned_at, k.verdict, coalesce(k.words, '') AS countersign_words,
  coalesce(ka.name, '') AS countersigned_by
FROM advice a
JOIN account who ON who.id = a.account
JOIN clinician c ON c.id = a.adviser
LEFT JOIN clinician s ON s.id = a.supervisor
LEFT JOIN countersign k ON k.advice = a.id
LEFT JOIN account ka ON ka.id = k.account
WHERE a.enquiry = :enquiry ORDER BY a.version;

-- name: advice_by_id
SELECT a.id, a.enquiry, a.adviser, e.desk FROM advice a JOIN enquiry e ON e.id = a.enquiry WHERE a.id = :id;

-- name: add_countersign
INSERT INTO countersign (advice, account, at, verdict, words) VALUES (:advice, :account, :at, :verdict, :words);

-- name: worklist_to_countersign
SELECT a.id AS advice, a.enquiry AS id, e.desk, d.name AS desk_name, e.channel, e.arrived_at, e.caller_name, e.urgency,
  p.name AS practice_listed, a.written_at, c.name AS adviser_name, a.outcome
FROM open_flag o
JOIN flag f ON f.id = o.flag
JOIN enquiry e ON e.id = f.enquiry
JOIN advice a ON a.enquiry = f.enquiry AND f.cause = 'advice ' || a.id
JOIN desk d ON d.id = e.desk
JOIN clinician c ON c.id = a.adviser
LEFT JOIN caller_verification v ON v.enquiry = e.id
LEFT JOIN practice p ON p.code = coalesce(e.practice, v.practice)
WHERE o.kind = 'unseen, not countersigned' AND :desks LIKE '%,' || e.desk || ',%'
ORDER BY a.written_at, a.id;

-- name: add_advice_words_sqlite
INSERT INTO advice_words (rowid, desk, words) VALUES (:advice, :desk, :words);

-- name: add_advice_words_postgres
INSERT INTO advice_words (advice, words) VALUES (:advice, to_tsvector('simple', :words));

-- name: accountability_open
SELECT a.id AS advice, a.enquiry, e.desk, d.name AS desk_name, a.written_at, a.outcome, a.responsible,
  c.name AS adviser_name, a.adviser, a.supervisor, s.name AS supervisor_name, e.caller_name,
  p.name AS practice_listed, o.kind, a.patient_kind, a.seen_by_adviser
FROM open_flag o
JOIN flag f ON f.id = o.flag
JOIN advice a ON a.enquiry = f.enquiry AND f.cause = 'advice ' || a.id
JOIN enquiry e ON e.id = a.enquiry
JOIN desk d ON d.id = e.desk
JOIN clinician c ON c.id = a.adviser
LEFT JOIN clinician s ON s.id = a.supervisor
LEFT JOIN caller_verification v ON v.enquiry = e.id
LEFT JOIN practice p ON p.code = coalesce(e.practice, v.practice)
WHERE e.site = :site
ORDER BY a.written_at, a.id, f.id;

-- name: add_referral_note
INSERT INTO referral_note (enquiry, advice, at, account, key) VALUES (:enquiry, :advice, :at, :account, :key);

-- name: referral_notes_of
SELECT n.at, u.name AS by_name FROM referral_note n JOIN account u ON u.id = n.account
WHERE n.enquiry = :enquiry ORDER BY n.id;
