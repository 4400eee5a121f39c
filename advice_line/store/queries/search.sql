-- name: advice_with_words_sqlite
SELECT a.enquiry AS id FROM advice_words w JOIN advice a ON a.id = w.rowid
WHERE advice_words MATCH :words AND EXISTS (
  SELECT 1 FROM enquiry e WHERE e.id = a.enquiry AND :desks LIKE '%,' || e.desk || ',%')
ORDER BY w.rowid DESC LIMIT :most;

-- name: advice_with_words_postgres
SELECT a.enquiry AS id FROM advice_words w JOIN advice a ON a.id = w.advice
WHERE w.words @@ to_tsquery('simple', :words) AND EXISTS (
  SELECT 1 FROM enquiry e WHERE e.id = a.enquiry AND :desks LIKE '%,' || e.desk || ',%')
ORDER BY w.advice DESC LIMIT :most;

-- name: enquiries_of_practice
SELECT id FROM (
  SELECT e.id AS id FROM enquiry e
  WHERE e.practice = :practice AND e.site = :site AND (:desks = '' OR :desks LIKE '%,' || e.desk || ',%')
  UNION
  SELECT e.id FROM caller_verification v JOIN enquiry e ON e.id = v.enquiry
  WHERE v.practice = :practice AND e.practice IS NULL AND e.site = :site
    AND (:desks = '' OR :desks LIKE '%,' || e.desk || ',%')) found
ORDER BY id DESC LIMIT :most;

-- name: enquiries_advised_by
SELECT a.enquiry AS id FROM advice a JOIN enquiry e ON e.id = a.enquiry
WHERE a.adviser = :clinician AND e.site = :site AND (:desks = '' OR :desks LIKE '%,' || e.desk || ',%')
ORDER BY a.id DESC LIMIT :most;

-- name: enquiries_of_patient
SELECT id FROM (
  SELECT e.id AS id FROM enquiry e WHERE e.nhs_number = :nhs_number AND e.site = :site
  UNION
  SELECT a.enquiry AS id FROM advice a JOIN enquiry e ON e.id = a.enquiry
  WHERE a.nhs_number = :nhs_number AND e.site = :site) found
ORDER BY id DESC LIMIT :most;

-- name: clinicians_called
SELECT id, name, grade FROM clinician WHERE lower(name) LIKE :words ORDER BY name, id LIMIT 5;

-- name: found_enquiry
SELECT e.id, e.desk, d.name AS desk_name, e.channel, e.arrived_at, e.caller_name, p.name AS practice_listed, s.state,
  c.name AS adviser_name, a.outcome, a.advice, a.patient_name, a.nhs_number
FROM enquiry e
JOIN enquiry_state s ON s.enquiry = e.id
JOIN desk d ON d.id = e.desk
LEFT JOIN caller_verification v ON v.enquiry = e.id
LEFT JOIN practice p ON p.code = coalesce(e.practice, v.practice)
LEFT JOIN advice a ON a.enquiry = e.id
  AND a.version = (SELECT max(n.version) FROM advice n WHERE n.enquiry = e.id)
LEFT JOIN clinician c ON c.id = coalesce(a.adviser, s.adviser)
WHERE e.id = :id AND e.site = :site;
