-- The open enquiries are found by the index enquiry_open, which is used only where its own condition stands in words.

-- name: add_enquiry
INSERT INTO enquiry (site, desk, channel, arrived_at, account, caller_name, caller_role, caller_number, caller_e164,
  caller_extension, practice, from_listed, urgency, patient, nhs_number, birth_date, patient_name, key)
VALUES (:site, :desk, :channel, :arrived_at, :account, :caller_name, :caller_role, :caller_number, :caller_e164,
  :caller_extension, :practice, :from_listed, :urgency, :patient, :nhs_number, :birth_date, :patient_name, :key)
RETURNING id;

-- name: add_enquiry_state
INSERT INTO enquiry_state (enquiry, state, holder, adviser, due_at, words, since)
VALUES (:enquiry, :state, :holder, NULL, :due_at, '', :since);

-- name: move_enquiry
UPDATE enquiry_state SET state = :state, holder = :holder, adviser = :adviser, due_at = :due_at, words = :words,
  since = :since
WHERE enquiry = :enquiry AND state = :before RETURNING enquiry;

-- name: take_over_enquiry
UPDATE enquiry_state SET holder = :holder, since = :since
WHERE enquiry = :enquiry AND state = 'in hand' AND holder = :before RETURNING enquiry;

-- name: enquiry_by_id
SELECT e.id, e.site, e.desk, d.name AS desk_name, e.channel, e.arrived_at, e.account, taker.name AS taken_by,
  e.caller_name, e.caller_role, e.caller_number, e.caller_e164, e.caller_extension, p.code AS practice,
  p.name AS practice_listed, p.telephone AS practice_telephone, e.from_listed, e.urgency, e.patient, s.state, s.holder,
  h.name AS holder_name, s.adviser, c.name AS adviser_name, c.gmc AS adviser_gmc, c.grade AS adviser_grade, s.due_at,
  s.words, s.since, v.at AS verified_at, e.nhs_number, e.birth_date, e.patient_name
FROM enquiry e
JOIN enquiry_state s ON s.enquiry = e.id
JOIN desk d ON d.id = e.desk
JOIN account taker ON taker.id = e.account
LEFT JOIN account h ON h.id = s.holder
LEFT JOIN clinician c ON c.id = s.adviser
LEFT JOIN caller_verification v ON v.enquiry = e.id
LEFT JOIN practice p ON p.code = coalesce(e.practice, v.practice)
WHERE e.id = :id;

-- name: enquiries_waiting
SELECT e.id, e.desk, d.name AS desk_name, e.channel, e.arrived_at, e.caller_name, e.caller_number, e.urgency,
  p.name AS practice_listed, s.state, s.holder, coalesce(h.name, '') AS holder_name, s.due_at, s.words, s.since
FROM enquiry_state s
JOIN enquiry e ON e.id = s.enquiry
JOIN desk d ON d.id = e.desk
LEFT JOIN caller_verification v ON v.enquiry = e.id
LEFT JOIN practice p ON p.code = coalesce(e.practice, v.practice)
LEFT JOIN account h ON h.id = s.holder
WHERE s.state IN ('in hand', 'call back', 'to answer', 'to record') AND s.state <> 'to record' AND e.site = :site
ORDER BY CASE s.state WHEN 'in hand' THEN 0 WHEN 'call back' THEN 1 ELSE 2 END, coalesce(s.due_at, s.since), e.id;

-- name: add_verification
INSERT INTO caller_verification (enquiry, at, account, practice, how)
VALUES (:enquiry, :at, :account, :practice, :how);

-- name: verification_of
SELECT v.at, a.name AS by_name, v.how FROM caller_verification v JOIN account a ON a.id = v.account
WHERE v.enquiry = :enquiry;

-- name: add_question
INSERT INTO enquiry_question (enquiry, words, account, at, due_at)
VALUES (:enquiry, :words, :account, :at, :due_at);

-- name: question_of
SELECT q.words, q.at, a.name AS by_name FROM enquiry_question q JOIN account a ON a.id = q.account
WHERE q.enquiry = :enquiry;

-- name: add_attempt
INSERT INTO attempt (enquiry, clinician, publication, duty, rung, contact_kind, contact_value, started_at, account,
  clinic_reason, key)
VALUES (:enquiry, :clinician, :publication, :duty, :rung, :contact_kind, :contact_value, :started_at, :account,
  :clinic_reason, :key) RETURNING id;

-- name: add_attempt_result
INSERT INTO attempt_result (attempt, result, at, account) VALUES (:attempt, :result, :at, :account);

-- name: attempts_of
SELECT a.id, a.enquiry, a.clinician, c.name, c.gmc, c.grade, a.publication, a.duty, a.rung, a.contact_kind,
  a.contact_value, a.started_at, who.name AS by_name, a.clinic_reason, r.result, r.at AS ended_at
FROM attempt a
JOIN clinician c ON c.id = a.clinician
JOIN account who ON who.id = a.account
LEFT JOIN attempt_result r ON r.attempt = a.id
WHERE a.enquiry = :enquiry ORDER BY a.id;

-- name: attempt_by_id
SELECT a.id, a.enquiry, a.clinician, a.started_at, r.result, r.at AS ended_at, who.name AS ended_by
FROM attempt a LEFT JOIN attempt_result r ON r.attempt = a.id LEFT JOIN account who ON who.id = r.account
WHERE a.id = :id;

-- name: worklist_to_record
SELECT e.id, e.desk, d.name AS desk_name, e.channel, e.arrived_at, e.caller_name, e.urgency, p.name AS practice_listed,
  s.state, s.due_at, s.since, s.adviser, coalesce(c.name, '') AS adviser_name
FROM enquiry_state s
JOIN enquiry e ON e.id = s.enquiry
JOIN desk d ON d.id = e.desk
LEFT JOIN caller_verification v ON v.enquiry = e.id
LEFT JOIN practice p ON p.code = coalesce(e.practice, v.practice)
LEFT JOIN clinician c ON c.id = s.adviser
WHERE s.state IN ('in hand', 'call back', 'to answer', 'to record')
  AND ((s.state = 'to record' AND s.adviser = :clinician)
    OR (s.state = 'to answer' AND :desks LIKE '%,' || e.desk || ',%'))
ORDER BY CASE s.state WHEN 'to record' THEN 0 ELSE 1 END, coalesce(s.due_at, s.since), e.id;

-- name: put_draft
INSERT INTO draft (account, form, subject, fields, at) VALUES (:account, :form, :subject, :fields, :at)
ON CONFLICT (account, form, subject) DO UPDATE SET fields = excluded.fields, at = excluded.at;

-- name: draft_of
SELECT fields, at FROM draft WHERE account = :account AND form = :form AND subject = :subject;

-- name: drafts_since
SELECT subject, fields, at FROM draft WHERE account = :account AND form = :form AND at >= :since
ORDER BY at DESC, subject;

-- name: end_older_drafts
DELETE FROM draft WHERE account = :account AND form = :form AND at < :before;

-- name: end_draft
DELETE FROM draft WHERE account = :account AND form = :form AND subject = :subject;

-- name: add_interface_note
INSERT INTO interface_note (enquiry, reason, words, at, account, key)
VALUES (:enquiry, :reason, :words, :at, :account, :key) RETURNING id;

-- name: interface_notes_of
SELECT n.reason, n.words, n.at, a.name AS by_name FROM interface_note n JOIN account a ON a.id = n.account
WHERE n.enquiry = :enquiry ORDER BY n.id;

-- name: add_feedback
INSERT INTO feedback (enquiry, side, useful, words, at, account, key)
VALUES (:enquiry, :side, :useful, :words, :at, :account, :key) RETURNING id;

-- name: add_afterwards
INSERT INTO feedback (enquiry, side, useful, words, at, account, key, afterwards)
VALUES (:enquiry, 'practice', 'not said', :words, :at, :account, :key, :afterwards);

-- name: feedback_of
SELECT f.side, f.useful, f.words, f.afterwards, f.at, a.name AS by_name FROM feedback f JOIN account a ON a.id = f.account
WHERE f.enquiry = :enquiry ORDER BY f.id;
