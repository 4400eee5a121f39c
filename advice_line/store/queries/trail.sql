-- name: start_chain
INSERT INTO chain (site, seq, hash) VALUES (:site, 0, :hash);

-- name: advance_chain
UPDATE chain SET seq = seq + 1 WHERE site = :site RETURNING seq, hash;

-- name: set_chain_head
UPDATE chain SET hash = :hash WHERE site = :site AND seq = :seq;

-- name: add_trail
INSERT INTO trail (site, seq, at, who, role, act, subject_kind, subject, detail, key, previous, hash)
VALUES (:site, :seq, :at, :who, :role, :act, :subject_kind, :subject, :detail, :key, :previous, :hash);

-- name: trail_by_key
SELECT subject FROM trail WHERE key = :key;

-- name: trail_of_site
SELECT site, seq, at, who, role, act, subject_kind, subject, detail, key, previous, hash
FROM trail WHERE site = :site AND seq > :after AND seq <= :until ORDER BY seq LIMIT :most;

-- name: trail_of_subject
SELECT seq, at, who, role, act, detail FROM trail
WHERE subject_kind = :subject_kind AND subject = :subject ORDER BY site, seq;

-- name: chain_heads
SELECT site, seq, hash FROM chain ORDER BY site;

-- name: sum_of_chain_heads
SELECT coalesce(sum(seq), 0) AS total FROM chain;
