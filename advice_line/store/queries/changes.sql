-- name: add_change
INSERT INTO rota_change (desk, kind, clinician, receiver, duty, leave_kind, first_day, last_day, begins_at, ends_at,
  needs_approval, words, at, account, key)
VALUES (:desk, :kind, :clinician, :receiver, :duty, :leave_kind, :first_day, :last_day, :begins_at, :ends_at,
  :needs_approval, :words, :at, :account, :key) RETURNING id;

-- name: add_swap_leg
INSERT INTO swap_leg (change, position, date, duty, giver, taker)
VALUES (:change, :position, :date, :duty, :giver, :taker);

-- name: add_change_step
INSERT INTO rota_change_step (change, step, publication, words, at, account, key)
VALUES (:change, :step, :publication, :words, :at, :account, :key);

-- name: changes_between
SELECT r.id, r.desk, r.kind, r.duty, r.leave_kind, r.first_day, r.last_day, r.begins_at, r.ends_at, r.needs_approval,
  r.words, r.at, a.name AS author, c.gmc AS clinician, coalesce(c.name, '') AS clinician_name,
  t.gmc AS receiver, coalesce(t.name, '') AS receiver_name
FROM rota_change r JOIN account a ON a.id = r.account
LEFT JOIN clinician c ON c.id = r.clinician LEFT JOIN clinician t ON t.id = r.receiver
WHERE r.ends_at > :begins AND r.begins_at < :until ORDER BY r.id;

-- name: change_by_id
SELECT r.id, r.desk, r.kind, r.duty, r.leave_kind, r.first_day, r.last_day, r.begins_at, r.ends_at, r.needs_approval,
  r.words, r.at, a.name AS author, c.gmc AS clinician, coalesce(c.name, '') AS clinician_name,
  t.gmc AS receiver, coalesce(t.name, '') AS receiver_name
FROM rota_change r JOIN account a ON a.id = r.account
LEFT JOIN clinician c ON c.id = r.clinician LEFT JOIN clinician t ON t.id = r.receiver WHERE r.id = :id;

-- name: steps_between
SELECT s.change, s.step, s.publication, s.words, s.at, a.name AS author
FROM rota_change_step s JOIN rota_change r ON r.id = s.change JOIN account a ON a.id = s.account
WHERE r.ends_at > :begins AND r.begins_at < :until ORDER BY s.id;

-- name: steps_of_change
SELECT s.change, s.step, s.publication, s.words, s.at, a.name AS author
FROM rota_change_step s JOIN account a ON a.id = s.account WHERE s.change = :id ORDER BY s.id;

-- name: legs_between
SELECT l.change, l.date, l.duty, g.gmc AS giver, t.gmc AS taker
FROM swap_leg l JOIN rota_change r ON r.id = l.change
JOIN clinician g ON g.id = l.giver JOIN clinician t ON t.id = l.taker
WHERE r.ends_at > :begins AND r.begins_at < :until ORDER BY l.change, l.position;

-- name: legs_of_change
SELECT l.change, l.date, l.duty, g.gmc AS giver, t.gmc AS taker
FROM swap_leg l JOIN clinician g ON g.id = l.giver JOIN clinician t ON t.id = l.taker
WHERE l.change = :id ORDER BY l.position;

-- name: add_locum
INSERT INTO locum (desk, clinician, slug, name, grade, contacts, at, account, key)
VALUES (:desk, :clinician, :slug, :name, :grade, :contacts, :at, :account, :key) RETURNING id;

-- name: locums
SELECT l.id, l.desk, l.slug, l.name, l.grade, l.contacts, l.at, c.gmc
FROM locum l JOIN clinician c ON c.id = l.clinician ORDER BY l.id;

-- name: add_confirmation
INSERT INTO rota_confirmation (desk, at, account, key) VALUES (:desk, :at, :account, :key) RETURNING id;

-- name: confirmations
SELECT c.desk, c.at, a.name AS author FROM rota_confirmation c JOIN account a ON a.id = c.account
WHERE c.id IN (SELECT max(d.id) FROM rota_confirmation d GROUP BY d.desk) ORDER BY c.desk;

-- name: newest_publications
SELECT p.id, p.desk, p.published_at, p.effective_from, p.file, p.sha256, p.reason, a.name AS author
FROM publication p JOIN account a ON a.id = p.account
WHERE p.id IN (SELECT max(q.id) FROM publication q GROUP BY q.desk) ORDER BY p.desk;

-- name: publication_source
SELECT source, file FROM publication WHERE id = :id;

-- name: add_desk_setting
INSERT INTO desk_setting (desk, name, value, at, account, key)
VALUES (:desk, :name, :value, :at, :account, :key) RETURNING id;

-- name: desk_settings
SELECT desk, name, value FROM desk_setting
WHERE id IN (SELECT max(d.id) FROM desk_setting d GROUP BY d.desk, d.name) ORDER BY desk, name;

-- name: times_changed
SELECT (SELECT count(*) FROM publication p WHERE p.desk = :desk)
  + (SELECT count(*) FROM rota_change_step s JOIN rota_change r ON r.id = s.change WHERE r.desk = :desk) AS times;
