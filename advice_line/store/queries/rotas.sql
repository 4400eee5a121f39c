-- name: put_desk
INSERT INTO desk (id, site, name, function, timezone, email, reply_within_hours, supervisor)
VALUES (:id, :site, :name, :function, :timezone, :email, :reply_within_hours, :supervisor)
ON CONFLICT (id) DO UPDATE SET site = excluded.site, name = excluded.name, function = excluded.function,
  timezone = excluded.timezone, email = excluded.email, reply_within_hours = excluded.reply_within_hours,
  supervisor = excluded.supervisor;

-- name: desks
SELECT d.id, d.site, d.name, d.function, d.timezone AS zone, d.email, d.reply_within_hours, d.supervisor,
  c.gmc AS supervisor_gmc, c.name AS supervisor_name
FROM desk d JOIN clinician c ON c.id = d.supervisor ORDER BY d.name;

-- name: desk_by_id
SELECT d.id, d.site, d.name, d.function, d.timezone AS zone, d.email, d.reply_within_hours, d.supervisor,
  c.gmc AS supervisor_gmc, c.name AS supervisor_name
FROM desk d JOIN clinician c ON c.id = d.supervisor WHERE d.id = :id;

-- name: add_publication
INSERT INTO publication (desk, published_at, effective_from, file, source, sha256, account, key, reason)
VALUES (:desk, :published_at, :effective_from, :file, :source, :sha256, :account, :key, :reason) RETURNING id;

-- name: publications
SELECT p.id, p.desk, p.published_at, p.effective_from,
  (SELECT max(e.until) FROM publication_extent e WHERE e.publication = p.id) AS extent
FROM publication p ORDER BY p.id;

-- name: publications_of_desk
SELECT p.id, p.desk, p.published_at, p.effective_from,
  (SELECT max(e.until) FROM publication_extent e WHERE e.publication = p.id) AS extent
FROM publication p WHERE p.desk = :desk ORDER BY p.id;

-- name: add_extent
INSERT INTO publication_extent (publication, until, at) VALUES (:publication, :until, :at);

-- name: publication_extent
SELECT max(until) AS until FROM publication_extent WHERE publication = :publication;

-- name: extents
SELECT p.id, p.desk, p.source, p.file, max(e.until) AS until
FROM publication p JOIN publication_extent e ON e.publication = p.id
WHERE p.id IN (SELECT max(q.id) FROM publication q GROUP BY q.desk)
GROUP BY p.id, p.desk, p.source, p.file ORDER BY p.id;

-- name: add_publication_clinician
INSERT INTO publication_clinician (publication, clinician, slug, name, grade, position)
VALUES (:publication, :clinician, :slug, :name, :grade, :position);

-- name: add_contact
INSERT INTO contact (publication, clinician, position, kind, value)
VALUES (:publication, :clinician, :position, :kind, :value);

-- name: add_duty
INSERT INTO duty (publication, code, name, starts, ends, rung, resident)
VALUES (:publication, :code, :name, :starts, :ends, :rung, :resident);

-- name: add_shift
INSERT INTO shift (publication, clinician, duty, date, starts_at, ends_at)
VALUES (:publication, :clinician, :duty, :date, :starts_at, :ends_at);

-- name: add_clinic
INSERT INTO clinic (publication, clinician, starts_at, ends_at)
VALUES (:publication, :clinician, :starts_at, :ends_at);

-- name: publication_people
SELECT pc.clinician, pc.slug, pc.name, pc.grade, pc.position, c.gmc
FROM publication_clinician pc JOIN clinician c ON c.id = pc.clinician
WHERE pc.publication = :publication ORDER BY pc.position;

-- name: publication_contacts
SELECT clinician, kind, value FROM contact
WHERE publication = :publication ORDER BY clinician, position;

-- name: publication_duties
SELECT code, name, starts AS start, ends AS "end", rung, resident FROM duty
WHERE publication = :publication ORDER BY code;

-- name: publication_shifts
SELECT clinician, duty, date, starts_at, ends_at FROM shift
WHERE publication = :publication AND starts_at >= :begins AND starts_at < :until ORDER BY starts_at, id;

-- name: publication_clinics
SELECT clinician, starts_at, ends_at FROM clinic
WHERE publication = :publication AND starts_at >= :begins AND starts_at < :until ORDER BY starts_at, id;

-- name: add_note
INSERT INTO desk_note (desk, words, account, at, until, key)
VALUES (:desk, :words, :account, :at, :until, :key) RETURNING id;

-- name: notes_now
SELECT n.desk, n.words, a.name AS author, n.at
FROM desk_note n JOIN account a ON a.id = n.account
WHERE n.until > :now AND n.at <= :now ORDER BY n.at DESC, n.id DESC;

-- name: publication_history
SELECT p.id, p.published_at AS at, p.effective_from AS effective, p.file, p.source, p.reason, a.name AS author
FROM publication p JOIN account a ON a.id = p.account WHERE p.desk = :desk ORDER BY p.id DESC;

-- name: publications_kept
SELECT id, desk, published_at, effective_from, file, source, sha256 FROM publication ORDER BY id;

-- name: shifts_of_publication
SELECT clinician, duty, date, starts_at, ends_at FROM shift WHERE publication = :publication ORDER BY id;

-- name: clinics_of_publication
SELECT clinician, starts_at, ends_at FROM clinic WHERE publication = :publication ORDER BY id;
