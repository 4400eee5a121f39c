-- name: add_account
INSERT INTO account (username, name, role, site, clinician, password_hash, disabled, failures, locked_until, created_at,
  email)
VALUES (:username, :name, :role, :site, :clinician, :password_hash, :disabled, 0, NULL, :at, '') RETURNING id;

-- name: account_by_username
SELECT id, username, name, role, site, clinician, password_hash, disabled, failures, locked_until
FROM account WHERE username = :username;

-- name: account_by_id
SELECT id, username, name, role, site, clinician, password_hash, disabled, failures, locked_until
FROM account WHERE id = :id;

-- name: accounts
SELECT id, username, name, role, site, disabled FROM account ORDER BY username;

-- name: note_failure
UPDATE account SET failures = failures + 1, locked_until = :locked_until WHERE id = :id RETURNING failures;

-- name: clear_failures
UPDATE account SET failures = 0, locked_until = NULL WHERE id = :id;

-- name: set_password
UPDATE account SET password_hash = :password_hash, failures = 0, locked_until = NULL WHERE id = :id;

-- name: set_email
UPDATE account SET email = :email WHERE id = :id;

-- name: set_disabled
UPDATE account SET disabled = :disabled WHERE id = :id;

-- name: desks_of_clinician
SELECT p.desk FROM publication_clinician pc
JOIN publication p ON p.id = pc.publication
WHERE pc.clinician = :clinician
  AND p.id = (SELECT max(q.id) FROM publication q WHERE q.desk = p.desk)
UNION SELECT l.desk FROM locum l WHERE l.clinician = :clinician
ORDER BY desk;

-- name: add_session
INSERT INTO session (token_hash, account, created_at, expires_at) VALUES (:token_hash, :account, :at, :expires_at);

-- name: session_account
SELECT account FROM session WHERE token_hash = :token_hash AND expires_at > :now;

-- name: end_session
UPDATE session SET expires_at = :now WHERE token_hash = :token_hash AND expires_at > :now;

-- name: clinician_by_gmc
SELECT id, gmc, name, grade FROM clinician WHERE gmc = :gmc;

-- name: clinician_by_id
SELECT id, gmc, name, grade FROM clinician WHERE id = :id;

-- name: put_clinician
INSERT INTO clinician (gmc, name, grade) VALUES (:gmc, :name, :grade)
ON CONFLICT (gmc) DO UPDATE SET name = excluded.name, grade = excluded.grade RETURNING id;

-- name: consultants_of_desk
SELECT c.id, c.gmc, c.name FROM publication_clinician pc JOIN clinician c ON c.id = pc.clinician
WHERE pc.publication = (SELECT max(id) FROM publication WHERE desk = :desk) AND pc.grade = 'consultant'
ORDER BY pc.position;
