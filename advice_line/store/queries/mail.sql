-- name: add_mail
INSERT INTO mail (site, desk, kind, why, sender, sender_name, subject, message_id, thread, words, problems, size, sha256,
  source, arrived_at, taken_at, duplicate_of, key)
VALUES (:site, :desk, :kind, :why, :sender, :sender_name, :subject, :message_id, :thread, :words, :problems, :size,
  :sha256, :source, :arrived_at, :taken_at, :duplicate_of, :key) RETURNING id;

-- name: add_mail_place
INSERT INTO mail_place (mailbox, uid_validity, uid, mail) VALUES (:mailbox, :uid_validity, :uid, :mail);

-- name: mail_at_place
SELECT mail FROM mail_place WHERE mailbox = :mailbox AND uid_validity = :uid_validity AND uid = :uid;

-- name: add_mail_enquiry
INSERT INTO mail_enquiry (mail, enquiry, at, account) VALUES (:mail, :enquiry, :at, :account);

-- name: add_mail_attachment
INSERT INTO mail_attachment (mail, position, name, type, size, sha256, content, refused)
VALUES (:mail, :position, :name, :type, :size, :sha256, :content, :refused);

-- name: mail_seen_before
SELECT m.id FROM mail m
WHERE m.desk = :desk AND m.sha256 = :sha256 AND m.kind <> 'duplicate' ORDER BY m.id LIMIT 1;

-- name: mail_with_message_id
SELECT m.id FROM mail m
WHERE m.desk = :desk AND m.message_id = :message_id AND m.message_id <> '' AND m.sender = :sender
  AND m.subject = :subject AND m.words = :words AND m.kind <> 'duplicate'
ORDER BY m.id LIMIT 1;

-- name: enquiry_of_sent
SELECT o.id, o.enquiry, o.kind, o.advice FROM outbox o WHERE o.message_id = :message_id;

-- name: enquiry_of_mail
SELECT me.enquiry FROM mail m JOIN mail_enquiry me ON me.mail = m.id
WHERE m.message_id = :message_id AND m.desk = :desk AND m.message_id <> '' ORDER BY m.id DESC LIMIT 1;

-- name: mails_of_enquiry
SELECT m.id, m.kind, m.why, m.sender, m.sender_name, m.subject, m.message_id, m.thread, m.words, m.problems, m.arrived_at,
  m.taken_at, me.at AS joined_at, a.name AS joined_by
FROM mail_enquiry me JOIN mail m ON m.id = me.mail JOIN account a ON a.id = me.account
WHERE me.enquiry = :enquiry ORDER BY m.arrived_at, m.id;

-- name: attachments_of_enquiry
SELECT t.mail, t.position, t.name, t.type, t.size, t.refused
FROM mail_enquiry me JOIN mail_attachment t ON t.mail = me.mail
WHERE me.enquiry = :enquiry ORDER BY t.mail, t.position;

-- name: attachments_of_mail
SELECT mail, position, name, type, size, refused FROM mail_attachment WHERE mail = :mail ORDER BY position;

-- name: attachment
SELECT t.mail, t.position, t.name, t.type, t.size, t.sha256, t.content, t.refused, me.enquiry
FROM mail_attachment t LEFT JOIN mail_enquiry me ON me.mail = t.mail
WHERE t.mail = :mail AND t.position = :position;

-- name: mail_by_id
SELECT m.id, m.site, m.desk, d.name AS desk_name, m.kind, m.why, m.sender, m.sender_name, m.subject, m.thread, m.words,
  m.problems, m.arrived_at, me.enquiry, f.id AS flag
FROM mail m
JOIN desk d ON d.id = m.desk LEFT JOIN mail_enquiry me ON me.mail = m.id
LEFT JOIN site_flag f ON f.site = m.site AND f.kind = 'mail that needs a person' AND f.cause = 'mail ' || m.id
  AND NOT EXISTS (SELECT 1 FROM site_flag_settlement s WHERE s.flag = f.id)
WHERE m.id = :id;

-- name: mails_newest
SELECT m.id, m.desk, d.name AS desk_name, m.kind, m.why, m.sender, m.sender_name, m.subject, m.problems, m.arrived_at,
  m.taken_at, me.enquiry, f.id AS flag
FROM mail m JOIN desk d ON d.id = m.desk LEFT JOIN mail_enquiry me ON me.mail = m.id
LEFT JOIN site_flag f ON f.site = m.site AND f.kind = 'mail that needs a person' AND f.cause = 'mail ' || m.id
  AND NOT EXISTS (SELECT 1 FROM site_flag_settlement s WHERE s.flag = f.id)
WHERE m.site = :site ORDER BY m.id DESC LIMIT :most;

-- name: put_practice_address
INSERT INTO practice_address (address, practice, at, account, key, letters)
VALUES (:address, :practice, :at, :account, :key, :letters) RETURNING id;

-- name: practice_of_address
SELECT p.code, p.name FROM practice_address pa JOIN practice p ON p.code = pa.practice
WHERE pa.id = (SELECT max(q.id) FROM practice_address q WHERE q.address = :address AND (NOT EXISTS (SELECT 1 FROM letters_check lc WHERE lc.address = q.id)
    OR EXISTS (SELECT 1 FROM letters_word lw WHERE lw.address = q.id AND lw.agreed = 1)));

-- name: address_of_practice
SELECT pa.address, coalesce(w.at, pa.at) AS since, a.name AS author
FROM practice_address pa JOIN account a ON a.id = pa.account LEFT JOIN letters_word w ON w.address = pa.id
WHERE pa.practice = :practice AND pa.letters = 1
  AND pa.id = (SELECT max(q.id) FROM practice_address q WHERE q.address = pa.address AND (NOT EXISTS (SELECT 1 FROM letters_check lc WHERE lc.address = q.id)
    OR EXISTS (SELECT 1 FROM letters_word lw WHERE lw.address = q.id AND lw.agreed = 1)))
ORDER BY pa.id DESC LIMIT 1;

-- name: letters_of_address
SELECT p.code, p.name FROM practice_address pa JOIN practice p ON p.code = pa.practice
WHERE pa.letters = 1
  AND pa.id = (SELECT max(q.id) FROM practice_address q WHERE q.address = :address AND (NOT EXISTS (SELECT 1 FROM letters_check lc WHERE lc.address = q.id)
    OR EXISTS (SELECT 1 FROM letters_word lw WHERE lw.address = q.id AND lw.agreed = 1)));

-- name: add_letters_check
INSERT INTO letters_check (address, at) VALUES (:address, :at);

-- name: add_letters_word
INSERT INTO letters_word (address, agreed, at, account) VALUES (:address, :agreed, :at, :account);

-- name: practice_address_by_id
SELECT practice, address FROM practice_address WHERE id = :id;

-- name: letters_to_check
SELECT pa.id, pa.account, a.name AS author, p.name AS practice_name FROM letters_check lc
JOIN practice_address pa ON pa.id = lc.address JOIN account a ON a.id = pa.account JOIN practice p ON p.code = pa.practice
WHERE pa.practice = :practice AND pa.address = :address AND pa.id = coalesce(:entry, pa.id)
  AND a.site = :site AND NOT EXISTS (SELECT 1 FROM letters_word lw WHERE lw.address = pa.id)
ORDER BY CASE WHEN pa.account = :own THEN 1 ELSE 0 END, pa.id DESC LIMIT 1;

-- name: desks_of_practice
SELECT DISTINCT e.desk FROM enquiry e
WHERE e.practice = :practice AND e.site = :site AND e.arrived_at >= :since ORDER BY e.desk;

-- name: desk_of_address
SELECT id FROM desk WHERE lower(email) = :address;

-- name: add_outbox
INSERT INTO outbox (site, desk, enquiry, advice, kind, recipient, message_id, source, made_at, account, key)
VALUES (:site, :desk, :enquiry, :advice, :kind, :recipient, :message_id, :source, :made_at, :account, :key) RETURNING id;

-- name: add_outbox_state
INSERT INTO outbox_state (outbox, state, tries, next_at, holder, error, since)
VALUES (:outbox, 'waiting', 0, :at, '', '', :at);

-- name: claim_outbox
UPDATE outbox_state SET state = 'sending', tries = tries + 1, holder = :holder, next_at = :until, since = :at
WHERE outbox = (
    SELECT s.outbox FROM outbox_state s
    WHERE s.state IN ('waiting', 'sending', 'refused', 'bounced') AND s.state IN ('waiting', 'sending')
      AND s.next_at <= :at
    ORDER BY s.next_at, s.outbox LIMIT 1)
  AND next_at <= :at AND state IN ('waiting', 'sending')
RETURNING outbox, tries;

-- name: move_outbox
UPDATE outbox_state SET state = :state, next_at = :next_at, holder = '', error = :error, since = :at
WHERE outbox = :outbox AND state IN ('waiting', 'sending') RETURNING outbox;

-- name: bounce_outbox
UPDATE outbox_state SET state = 'bounced', error = :error, since = :at
WHERE outbox = :outbox AND state <> 'bounced' RETURNING outbox;

-- name: try_outbox_again
UPDATE outbox_state SET state = 'waiting', next_at = :at, since = :at
WHERE outbox = :outbox AND state IN ('waiting', 'refused', 'bounced') RETURNING outbox;

-- name: outbox_by_id
SELECT o.id, o.site, o.desk, o.enquiry, o.advice, o.kind, o.recipient, o.message_id, o.source, o.made_at, s.state, s.tries,
  s.next_at, s.error, s.since
FROM outbox o JOIN outbox_state s ON s.outbox = o.id WHERE o.id = :id;

-- name: outbox_of_enquiry
SELECT o.id, o.kind, o.recipient, o.message_id, o.advice, o.made_at, s.state, s.tries, s.error, s.since
FROM outbox o JOIN outbox_state s ON s.outbox = o.id WHERE o.enquiry = :enquiry ORDER BY o.id;

-- name: outbox_unsent
SELECT o.id, o.desk, coalesce(d.name, '') AS desk_name, o.enquiry, o.kind, o.recipient, o.made_at, s.state, s.tries, s.next_at, s.error,
  s.since
FROM outbox_state s JOIN outbox o ON o.id = s.outbox LEFT JOIN desk d ON d.id = o.desk
WHERE s.state IN ('waiting', 'sending', 'refused', 'bounced') AND o.site = :site ORDER BY o.id DESC;

-- name: outbox_newest
SELECT o.id, o.desk, coalesce(d.name, '') AS desk_name, o.enquiry, o.kind, o.recipient, o.made_at, s.state, s.tries, s.next_at, s.error,
  s.since
FROM outbox o JOIN outbox_state s ON s.outbox = o.id LEFT JOIN desk d ON d.id = o.desk
WHERE o.site = :site ORDER BY o.id DESC LIMIT :most;

-- name: note_server_well
INSERT INTO mail_server (name, well_at, ill_at, error) VALUES (:name, :at, NULL, '')
ON CONFLICT (name) DO UPDATE SET well_at = excluded.well_at, ill_at = NULL, error = '';

-- name: note_server_ill
INSERT INTO mail_server (name, well_at, ill_at, error) VALUES (:name, NULL, :at, :error)
ON CONFLICT (name) DO UPDATE SET ill_at = coalesce(mail_server.ill_at, excluded.ill_at), error = excluded.error;

-- name: mail_servers
SELECT name, well_at, ill_at, error FROM mail_server ORDER BY name;

-- name: take_lease
INSERT INTO lease (name, holder, until) VALUES (:name, :holder, :until)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE lease.holder = excluded.holder OR lease.until <= :at OR lease.until > :latest
RETURNING name;

-- name: end_lease
DELETE FROM lease WHERE name = :name AND holder = :holder;

-- name: add_acknowledgement
INSERT INTO acknowledgement (advice, practice, at, how) VALUES (:advice, :practice, :at, :how);

-- name: acknowledgements_of
SELECT k.advice, k.practice, p.name AS practice_name, k.at, k.how FROM acknowledgement k
JOIN advice a ON a.id = k.advice JOIN practice p ON p.code = k.practice
WHERE a.enquiry = :enquiry ORDER BY k.id;

-- name: desk_email
SELECT email FROM desk WHERE id = :id;

-- name: lease_is_held
SELECT name FROM lease WHERE name = :name AND until > :at AND until <= :latest;
