-- name: trail_row_hash
SELECT hash, at FROM trail WHERE site = :site AND seq = :seq;

-- name: know_head_place
INSERT INTO head_place (site, place, seq, at, error) VALUES (:site, :place, 0, :at, '')
ON CONFLICT (site, place) DO NOTHING;

-- name: head_places
SELECT site, place, seq, at, error FROM head_place WHERE site = :site ORDER BY place;

-- name: note_head_left
UPDATE head_place SET seq = :seq, at = :at, error = '' WHERE site = :site AND place = :place;

-- name: note_head_not_left
UPDATE head_place SET error = :error WHERE site = :site AND place = :place;

-- name: trail_to_export
SELECT site, seq, at, who, role, act, subject_kind, subject, detail, hash FROM trail
WHERE site = :site AND seq > :after AND seq <= :until AND at >= :earliest AND at < :latest
  AND (:who = '' OR who = :who)
  AND (:subject_kind = '' OR (subject_kind = :subject_kind AND (:subject = '' OR subject = :subject))
       OR detail LIKE :within OR detail LIKE :at_its_end)
ORDER BY seq LIMIT :most;
