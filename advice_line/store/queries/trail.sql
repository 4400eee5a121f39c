-- name: start_chain
INSERT INTO chain (site, seq, hash) VALUES (:site, 0, :hash);

-- name: advance_chain
UPDATE chain SET seq = seq + 1 WHERE site = :site RETURNING seq, hash;

-- name: set_chain_head
UPDATE chain SET hash = :hash WHERE site = :site AND seq = :seq;

-- name: add_trail
INSERT INTO trail (site, seq, at, who, role, act, subject_kind, subject, detail, key, records, digest, previous, hash)
VALUES (:site, :seq, :at, :who, :role, :act, :subject_kind, :subject, :detail, :key, :records, :digest, :previous, :hash);

-- name: trail_beyond
SELECT seq FROM trail WHERE site = :site AND seq >= :seq ORDER BY seq LIMIT 1;

-- name: add_trail_secret
INSERT INTO trail_secret (site, secret) VALUES (:site, :secret);

-- name: trail_secret
SELECT secret FROM trail_secret WHERE site = :site;

-- name: chains_without_secret
SELECT site FROM chain WHERE site NOT IN (SELECT site FROM trail_secret) ORDER BY site;

-- name: trail_that_vouches
SELECT site FROM trail WHERE records <> '' LIMIT 1;

-- name: take_unvouched
DELETE FROM unvouched RETURNING name, key;

-- name: an_unvouched
SELECT name FROM unvouched LIMIT 1;

-- name: forget_unvouched
DELETE FROM unvouched;

-- name: trail_by_key
SELECT subject FROM trail WHERE key = :key;

-- What tells that a clock is right: a person's act, or the worker's under a clock that was believed.
-- name: newest_act_for_clock
SELECT at FROM trail
WHERE site = :site AND act <> 'gave a wrong password' AND substr(who, 1, 6) <> 'token-'
  AND (substr(who, 1, 7) <> 'worker-' OR act IN ('chased', 'kept the clock'))
ORDER BY seq DESC LIMIT 1;

-- name: trail_of_site
SELECT site, seq, at, who, role, act, subject_kind, subject, detail, key, records, digest, previous, hash
FROM trail WHERE site = :site AND seq > :after AND seq <= :until ORDER BY seq LIMIT :most;

-- name: trail_of_subject
SELECT seq, at, who, role, act, detail FROM trail
WHERE subject_kind = :subject_kind AND subject = :subject ORDER BY site, seq;

-- name: chain_heads
SELECT site, seq, hash FROM chain ORDER BY site;

-- name: sum_of_chain_heads
SELECT CAST(coalesce(sum(seq), 0) AS BIGINT) AS total FROM chain;

-- name: sites_of_trail
SELECT DISTINCT site FROM trail;

-- name: publication_texts
SELECT id, source, sha256 FROM publication ORDER BY id;

-- name: newest_of_the_trail
SELECT max(at) AS at FROM trail;
