-- name: add_contract_publication
INSERT INTO contract_publication (site, commissioner, published_at, file, source, sha256, reason, account, key)
VALUES (:site, :commissioner, :at, :file, :source, :sha256, :reason, :account, :key) RETURNING id;

-- name: contract_texts
SELECT p.id, p.site, p.commissioner, p.published_at, p.file, p.source, p.sha256, p.reason, a.name AS author
FROM contract_publication p JOIN account a ON a.id = p.account
WHERE p.site = :site AND p.id = (SELECT max(newer.id) FROM contract_publication newer
  WHERE newer.site = p.site AND newer.commissioner = p.commissioner)
ORDER BY p.commissioner;

-- name: contract_history
SELECT p.id, p.site, p.commissioner, p.published_at, p.file, p.source, p.sha256, p.reason, a.name AS author
FROM contract_publication p JOIN account a ON a.id = p.account
WHERE p.site = :site AND p.commissioner = :commissioner ORDER BY p.id;

-- name: old_prices
SELECT desk, commissioner, channel, pence, effective_from, effective_until FROM tariff ORDER BY id;

-- name: commissioned_since
SELECT practice, since, commissioner FROM practice_commissioner ORDER BY practice, since;

-- name: put_practice_commissioner
INSERT INTO practice_commissioner (practice, since, commissioner) VALUES (:practice, :since, :commissioner)
ON CONFLICT (practice, since) DO UPDATE SET commissioner = excluded.commissioner;

-- name: commissioner_of_account
SELECT commissioner FROM account_commissioner WHERE account = :account;

-- name: put_account_commissioner
INSERT INTO account_commissioner (account, commissioner) VALUES (:account, :commissioner)
ON CONFLICT (account) DO UPDATE SET commissioner = excluded.commissioner;

-- Advice that was first recorded in a stretch, with what was known of it by an instant: the first versions are found
-- by their index, and each one's newest version and note by its own.
-- name: recorded_between
SELECT e.id, e.desk, e.channel, coalesce(e.practice, v.practice) AS practice, e.arrived_at,
  first.written_at AS closed_at, first.written_at AS recorded_at, q.due_at, last.outcome,
  coalesce((SELECT x.reason FROM enquiry_set_aside x WHERE x.enquiry = e.id AND x.at <= :known ORDER BY x.id DESC LIMIT 1),
    '') AS set_aside,
  CASE WHEN EXISTS (SELECT 1 FROM interface_note n WHERE n.enquiry = e.id AND n.at <= :known) THEN 1 ELSE 0 END AS interface
FROM advice first
JOIN enquiry e ON e.id = first.enquiry
JOIN advice last ON last.id = (SELECT later.id FROM advice later
  WHERE later.enquiry = e.id AND (later.written_at <= :known OR later.version = 1) ORDER BY later.version DESC LIMIT 1)
LEFT JOIN enquiry_question q ON q.enquiry = e.id
LEFT JOIN caller_verification v ON v.enquiry = e.id AND v.at <= :known
WHERE first.version = 1 AND first.written_at >= :begins AND first.written_at < :until AND e.site = :site
ORDER BY first.written_at, e.id;

-- name: given_up_between
SELECT e.id, e.desk, e.channel, coalesce(e.practice, v.practice) AS practice, e.arrived_at, s.since AS closed_at,
  NULL AS recorded_at,
  q.due_at, NULL AS outcome,
  coalesce((SELECT x.reason FROM enquiry_set_aside x WHERE x.enquiry = e.id AND x.at <= :known ORDER BY x.id DESC LIMIT 1),
    '') AS set_aside,
  CASE WHEN EXISTS (SELECT 1 FROM interface_note n WHERE n.enquiry = e.id AND n.at <= :known) THEN 1 ELSE 0 END AS interface
FROM enquiry_state s
JOIN enquiry e ON e.id = s.enquiry
LEFT JOIN enquiry_question q ON q.enquiry = e.id
LEFT JOIN caller_verification v ON v.enquiry = e.id AND v.at <= :known
WHERE s.state = 'abandoned' AND s.since >= :begins AND s.since < :until AND e.site = :site
  AND NOT EXISTS (SELECT 1 FROM advice a WHERE a.enquiry = e.id)
ORDER BY s.since, e.id;

-- name: set_aside
INSERT INTO enquiry_set_aside (enquiry, reason, words, at, account, key)
VALUES (:enquiry, :reason, :words, :at, :account, :key) RETURNING id;

-- name: settings_aside_of
SELECT x.reason, x.words, x.at, a.name AS by_name FROM enquiry_set_aside x JOIN account a ON a.id = x.account
WHERE x.enquiry = :enquiry ORDER BY x.id;

-- name: set_aside_of
SELECT reason FROM enquiry_set_aside WHERE enquiry = :enquiry ORDER BY id DESC LIMIT 1;

-- name: add_statement
INSERT INTO statement (site, commissioner, month, pence, made_at, account, key, closed)
VALUES (:site, :commissioner, :month, :pence, :at, :account, :key, :closed) RETURNING id;

-- name: add_statement_line
INSERT INTO statement_line (statement, number, contract, kind, words, quantity, unit, mff, delivery, enquiry, desk, practice,
  adjusts)
VALUES (:statement, :number, :contract, :kind, :words, :quantity, :unit, :mff, :delivery, :enquiry, :desk, :practice,
  :adjusts);

-- name: add_statement_exclusion
INSERT INTO statement_exclusion (statement, enquiry, reason) VALUES (:statement, :enquiry, :reason);

-- name: add_statement_step
INSERT INTO statement_step (statement, step, line, reason, words, number, at, account, key)
VALUES (:statement, :step, :line, :reason, :words, :number, :at, :account, :key) RETURNING id;

-- name: statements_of_site
SELECT s.id, s.site, s.commissioner, s.month, s.pence, s.closed, s.made_at, s.account, a.name AS author,
  coalesce((SELECT t.number FROM statement_step t WHERE t.statement = s.id AND t.step = 'issued'), '') AS number
FROM statement s JOIN account a ON a.id = s.account WHERE s.site = :site ORDER BY s.month, s.commissioner, s.id;

-- name: statements_of_commissioner
SELECT s.id, s.site, s.commissioner, s.month, s.pence, s.closed, s.made_at, s.account, a.name AS author,
  coalesce((SELECT t.number FROM statement_step t WHERE t.statement = s.id AND t.step = 'issued'), '') AS number
FROM statement s JOIN account a ON a.id = s.account WHERE s.commissioner = :commissioner
ORDER BY s.month, s.site, s.id;

-- name: statement_by_id
SELECT s.id, s.site, s.commissioner, s.month, s.pence, s.closed, s.made_at, s.account, a.name AS author,
  coalesce((SELECT t.number FROM statement_step t WHERE t.statement = s.id AND t.step = 'issued'), '') AS number
FROM statement s JOIN account a ON a.id = s.account WHERE s.id = :id;

-- name: statement_lines
SELECT number, contract, kind, words, quantity, unit, mff, delivery, enquiry, desk, practice, adjusts
FROM statement_line WHERE statement = :statement ORDER BY number;

-- name: statement_desk_sums
SELECT desk, CAST(sum(quantity * unit) AS INTEGER) AS pence FROM statement_line WHERE statement = :statement GROUP BY desk;

-- name: statement_activity
SELECT e.id, e.arrived_at, (SELECT min(a.written_at) FROM advice a WHERE a.enquiry = e.id) AS recorded_at
FROM statement_line l JOIN enquiry e ON e.id = l.enquiry WHERE l.statement = :statement ORDER BY e.id;

-- name: statement_identities
SELECT e.id, e.arrived_at, a.written_at AS recorded_at, coalesce(a.nhs_number, '') AS nhs_number,
  coalesce(a.birth_date, '') AS birth_date
FROM statement_line l JOIN enquiry e ON e.id = l.enquiry
JOIN advice a ON a.enquiry = e.id AND a.version = (SELECT max(v.version) FROM advice v WHERE v.enquiry = e.id)
WHERE l.statement = :statement ORDER BY e.id;

-- name: statement_exclusions
SELECT x.enquiry, e.desk, x.reason FROM statement_exclusion x JOIN enquiry e ON e.id = x.enquiry
WHERE x.statement = :statement ORDER BY x.enquiry;

-- name: statement_steps
SELECT t.step, t.line, t.reason, t.words, t.number, t.at, t.account, a.name AS author
FROM statement_step t JOIN account a ON a.id = t.account WHERE t.statement = :statement ORDER BY t.id;
