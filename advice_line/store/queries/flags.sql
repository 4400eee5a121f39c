-- name: add_flag
INSERT INTO flag (enquiry, kind, cause, raised_at, desk, owner, clinician)
VALUES (:enquiry, :kind, :cause, :raised_at, :desk, :owner, :clinician) RETURNING id;

-- name: flags_of
SELECT f.id, f.enquiry, f.kind, f.cause, f.raised_at, f.desk, f.owner, f.clinician, coalesce(c.name, '') AS clinician_name,
  s.at AS settled_at, coalesce(s.how, '') AS how, coalesce(a.name, '') AS settled_by
FROM flag f
LEFT JOIN flag_settlement s ON s.flag = f.id
LEFT JOIN account a ON a.id = s.account
LEFT JOIN clinician c ON c.id = f.clinician
WHERE f.enquiry = :enquiry ORDER BY f.id;

-- name: flag_by_id
SELECT f.id, f.enquiry, f.kind, f.cause, f.raised_at, f.desk, d.site, f.owner, f.clinician, s.at AS settled_at,
  coalesce(s.how, '') AS how, coalesce(a.name, '') AS settled_by
FROM flag f JOIN desk d ON d.id = f.desk LEFT JOIN flag_settlement s ON s.flag = f.id
LEFT JOIN account a ON a.id = s.account WHERE f.id = :id;

-- name: settle_flag
INSERT INTO flag_settlement (flag, at, account, how) VALUES (:flag, :at, :account, :how);

-- name: open_flag
INSERT INTO open_flag (flag, kind, desk) VALUES (:flag, :kind, :desk);

-- name: close_flag
DELETE FROM open_flag WHERE flag = :flag;

-- name: open_flags
SELECT f.id, f.enquiry, f.kind, f.raised_at, f.desk, d.name AS desk_name, f.owner, f.clinician, coalesce(c.name, '') AS clinician_name
FROM open_flag o
JOIN flag f ON f.id = o.flag
JOIN desk d ON d.id = f.desk
LEFT JOIN clinician c ON c.id = f.clinician
WHERE d.site = :site
ORDER BY f.raised_at, f.id;
