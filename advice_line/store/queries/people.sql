-- name: add_account
INSERT INTO account (username, name, role, site, clinician, password_hash, disabled, created_at, email, must_change, job)
VALUES (:username, :name, :role, :site, :clinician, :password_hash, :disabled, :at, '', :must_change, :job) RETURNING id;

-- name: account_by_username
SELECT id, username, name, role, site, clinician, password_hash, disabled, email, generation, must_change, job
FROM account WHERE username = :username;

-- name: account_by_id
SELECT id, username, name, role, site, clinician, password_hash, disabled, email, generation, must_change, job
FROM account WHERE id = :id;

-- name: account_standing
SELECT generation, disabled, must_change FROM account WHERE id = :id;

-- name: accounts
SELECT id, username, name, role, site, clinician, disabled, must_change FROM account WHERE job = 0 ORDER BY username;

-- name: account_of_clinician
SELECT id, username, name, disabled FROM account WHERE clinician = :clinician AND id <> :besides ORDER BY id;

-- name: clinicians_accounts_since
SELECT a.id, a.username, a.role, a.clinician, c.name AS clinician_name, a.created_at
FROM account a JOIN clinician c ON c.id = a.clinician
WHERE a.site = :site AND a.created_at > :since AND a.created_at <= :until ORDER BY a.id;

-- name: hold_clinician
UPDATE clinician SET name = name WHERE id = :id RETURNING id;

-- name: set_password
UPDATE account SET password_hash = :password_hash, must_change = :must_change, generation = generation + 1
WHERE id = :id;

-- name: set_email
UPDATE account SET email = :email WHERE id = :id;

-- name: set_disabled
UPDATE account SET disabled = :disabled, generation = generation + 1 WHERE id = :id;

-- name: set_role
UPDATE account SET role = :role, clinician = :clinician, generation = generation + 1 WHERE id = :id;

-- name: set_username
UPDATE account SET username = :username, name = :name, generation = generation + 1 WHERE id = :id;

-- name: add_former_username
INSERT INTO former_username (username, account, until) VALUES (:username, :account, :at);

-- name: former_username
SELECT account FROM former_username WHERE username = :username;

-- name: failures_of_name
SELECT door, at FROM sign_in_failure WHERE name_hash = :name_hash AND at > :since ORDER BY at, id;

-- name: failures_of_all
SELECT name_hash, door, at FROM sign_in_failure WHERE at > :since ORDER BY at, id;

-- name: add_failure
INSERT INTO sign_in_failure (name_hash, door, at) VALUES (:name_hash, :door, :at);

-- name: forget_failures_at_door
DELETE FROM sign_in_failure WHERE name_hash = :name_hash AND door = :door;

-- name: forget_failures
DELETE FROM sign_in_failure WHERE name_hash = :name_hash;

-- name: forget_old_failures
DELETE FROM sign_in_failure WHERE at <= :before;

-- name: put_known_door
INSERT INTO known_door (account, door, at) VALUES (:account, :door, :at)
ON CONFLICT (account, door) DO UPDATE SET at = excluded.at;

-- name: known_door
SELECT at FROM known_door WHERE account = :account AND door = :door;

-- name: told_of_account
SELECT at, who, act FROM trail
WHERE subject_kind = 'account' AND subject = :subject AND at > :since
  AND (act = 'signed in' OR who <> :who) ORDER BY seq;

-- name: add_token
INSERT INTO token (token_hash, account, made_by, made_at, expires_at, revoked_at, used_at)
VALUES (:token_hash, :account, :made_by, :made_at, :expires_at, NULL, NULL) RETURNING id;

-- name: token_by_hash
SELECT id, account, expires_at, revoked_at, used_at FROM token WHERE token_hash = :token_hash;

-- name: tokens
SELECT a.username, a.role, m.username AS made_by, t.made_at, t.expires_at, t.revoked_at, t.used_at
FROM token t JOIN account a ON a.id = t.account JOIN account m ON m.id = t.made_by
WHERE a.site = :site ORDER BY a.username, t.id;

-- name: token_in_force
SELECT id FROM token WHERE account = :account AND revoked_at IS NULL AND expires_at > :now;

-- name: revoke_token
UPDATE token SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL;

-- name: note_token_use
UPDATE token SET used_at = :at WHERE id = :id;

-- name: desks_of_clinician
SELECT p.desk FROM publication_clinician pc
JOIN publication p ON p.id = pc.publication
WHERE pc.clinician = :clinician
  AND p.id = (SELECT max(q.id) FROM publication q WHERE q.desk = p.desk)
UNION SELECT l.desk FROM locum l WHERE l.clinician = :clinician
ORDER BY desk;

-- name: add_session
INSERT INTO session (token_hash, account, generation, terminal, door, created_at, expires_at)
VALUES (:token_hash, :account, :generation, :terminal, :door, :at, :expires_at);

-- name: session_by_hash
SELECT account, generation, terminal, door, expires_at FROM session WHERE token_hash = :token_hash;

-- name: end_session
DELETE FROM session WHERE token_hash = :token_hash OR expires_at <= :now;

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
