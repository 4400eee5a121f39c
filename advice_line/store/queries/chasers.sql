-- name: add_chaser
INSERT INTO chaser (site, kind, subject, step, audience, due_at, holder, until, done_at, outcome)
VALUES (:site, :kind, :subject, :step, :audience, :due_at, '', '', NULL, '')
ON CONFLICT (site, kind, subject, step) DO NOTHING;

-- name: claim_chaser
UPDATE chaser SET holder = :holder, until = :until
WHERE id = (
    SELECT c.id FROM chaser c
    WHERE c.done_at IS NULL AND c.site = :site AND c.due_at <= :at AND c.kind IN (:kind_1, :kind_2, :kind_3, :kind_4,
      :kind_5, :kind_6, :kind_7, :kind_8)
      AND (c.until = '' OR c.until <= :at OR c.until > :latest)
    ORDER BY c.due_at, c.id LIMIT 1)
  AND done_at IS NULL AND (until = '' OR until <= :at OR until > :latest)
RETURNING id, kind, subject, step, audience, due_at;

-- name: finish_chaser
UPDATE chaser SET done_at = :at, outcome = :outcome WHERE id = :id AND holder = :holder AND done_at IS NULL RETURNING id;

-- name: add_notice
INSERT INTO notice (site, chaser, role, desk, clinician, enquiry, words, at)
VALUES (:site, :chaser, :role, :desk, :clinician, :enquiry, :words, :at);

-- name: notices_after
SELECT n.id, n.role, n.desk, n.clinician, n.enquiry, n.words, n.at FROM notice n
WHERE n.site = :site AND n.id > :after ORDER BY n.id DESC LIMIT 200;

-- name: newest_notice
SELECT coalesce(max(id), 0) AS id FROM notice WHERE site = :site;

-- name: to_chase
SELECT e.id, e.desk, d.name AS desk_name, s.state, s.adviser, s.due_at, s.since, e.arrived_at
FROM enquiry_state s JOIN enquiry e ON e.id = s.enquiry JOIN desk d ON d.id = e.desk
WHERE s.state IN ('in hand', 'call back', 'to answer', 'to record') AND s.state IN ('call back', 'to answer')
  AND e.site = :site
ORDER BY e.id;

-- name: flags_to_chase
SELECT f.id, f.enquiry, f.kind, f.cause, f.raised_at, f.desk, d.name AS desk_name, f.clinician
FROM open_flag o JOIN flag f ON f.id = o.flag JOIN desk d ON d.id = f.desk
WHERE d.site = :site AND o.kind IN ('connected, nothing recorded', 'unseen, not countersigned',
  'not acknowledged by the practice', 'the practice did not get our mail')
ORDER BY f.id;

-- name: late_mail_to_flag
SELECT s.enquiry FROM enquiry_state s JOIN enquiry e ON e.id = s.enquiry
WHERE s.state IN ('in hand', 'call back', 'to answer', 'to record') AND s.state = 'to answer' AND s.due_at <= :at
  AND e.site = :site
  AND NOT EXISTS (SELECT 1 FROM open_flag o JOIN flag f ON f.id = o.flag
    WHERE f.enquiry = s.enquiry AND o.kind = 'e-mail past its time')
ORDER BY s.enquiry;

-- name: unacknowledged_to_flag
SELECT o.enquiry, o.advice, s.since AS sent_at, o.desk
FROM outbox_state s JOIN outbox o ON o.id = s.outbox
WHERE s.state = 'sent' AND s.since > :earliest AND s.since <= :latest AND o.advice IS NOT NULL AND o.site = :site
  AND NOT EXISTS (SELECT 1 FROM acknowledgement k WHERE k.advice = o.advice)
  AND NOT EXISTS (SELECT 1 FROM flag f WHERE f.enquiry = o.enquiry AND f.kind = 'not acknowledged by the practice'
    AND f.cause = 'advice ' || o.advice)
ORDER BY o.id;

-- name: add_site_flag
INSERT INTO site_flag (site, desk, kind, cause, words, owner, raised_at)
VALUES (:site, :desk, :kind, :cause, :words, :owner, :raised_at)
RETURNING id;

-- name: site_flag_of
SELECT id FROM site_flag WHERE site = :site AND kind = :kind AND cause = :cause;

-- name: open_site_flags
SELECT f.id, f.site, f.desk, coalesce(d.name, '') AS desk_name, f.kind, f.cause, f.words, f.owner, f.raised_at
FROM site_flag f LEFT JOIN desk d ON d.id = f.desk
WHERE f.site = :site AND NOT EXISTS (SELECT 1 FROM site_flag_settlement s WHERE s.flag = f.id)
ORDER BY f.raised_at, f.id;

-- name: site_flag_by_id
SELECT f.id, f.site, f.desk, f.kind, f.cause, f.owner, s.at AS settled_at,
  coalesce(s.how, '') AS how, coalesce(a.name, '') AS settled_by
FROM site_flag f LEFT JOIN site_flag_settlement s ON s.flag = f.id LEFT JOIN account a ON a.id = s.account
WHERE f.id = :id;

-- name: settle_site_flag
INSERT INTO site_flag_settlement (flag, at, account, how) VALUES (:flag, :at, :account, :how);

-- name: add_backup
INSERT INTO backup (site, file, at, account, key) VALUES (:site, :file, :at, :account, :key) RETURNING id;

-- name: newest_backup
SELECT coalesce((SELECT max(at) FROM backup WHERE site = :site), (SELECT min(applied_at) FROM schema_version)) AS at;

-- name: addresses_of_role
SELECT a.id, a.email, a.clinician FROM account a
WHERE a.site = :site AND a.role = :role AND a.disabled = 0 AND a.email <> '' ORDER BY a.id;

-- name: chaser_is_due
SELECT id FROM chaser WHERE done_at IS NULL AND site = :site AND due_at <= :at LIMIT 1;

-- name: oldest_unsent
SELECT min(o.made_at) AS made_at FROM outbox_state s JOIN outbox o ON o.id = s.outbox
WHERE s.state IN ('waiting', 'sending', 'refused', 'bounced') AND s.state IN ('waiting', 'sending');

-- name: steps_of_chaser
SELECT step FROM chaser WHERE site = :site AND kind = :kind AND subject = :subject ORDER BY step;
