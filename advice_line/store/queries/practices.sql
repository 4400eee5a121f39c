-- name: put_practice
INSERT INTO practice (code, name, search_name, address, postcode, telephone, commissioner, status, opened, closed, seen_at)
VALUES (:code, :name, :search_name, :address, :postcode, :telephone, :commissioner, :status, :opened, :closed, :seen_at)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, search_name = excluded.search_name,
  address = excluded.address, postcode = excluded.postcode, telephone = excluded.telephone,
  commissioner = excluded.commissioner, status = excluded.status, opened = excluded.opened,
  closed = excluded.closed, seen_at = excluded.seen_at;

-- name: forget_practice_phones
DELETE FROM practice_phone WHERE practice = :practice;

-- name: put_practice_phone
INSERT INTO practice_phone (practice, number) VALUES (:practice, :number) ON CONFLICT (practice, number) DO NOTHING;

-- name: practices_by_number
SELECT p.code, p.name, p.address, p.postcode, p.telephone, p.status
FROM practice_phone ph JOIN practice p ON p.code = ph.practice
WHERE ph.number = :number AND p.status = 'A' ORDER BY p.name, p.code LIMIT 50;

-- name: practices_by_words
SELECT code, name, address, postcode, telephone, status FROM practice
WHERE status = 'A' AND (code LIKE :code OR search_name LIKE :beginning OR search_name LIKE :inside)
ORDER BY CASE WHEN code LIKE :code THEN 0 WHEN search_name LIKE :beginning THEN 1 ELSE 2 END, search_name, code LIMIT 20;

-- name: practice_by_code
SELECT code, name, address, postcode, telephone, status FROM practice WHERE code = :code;

-- name: practice_codes
SELECT code FROM practice ORDER BY code;

-- name: practices_open
SELECT code, name FROM practice WHERE status = 'A' ORDER BY code;
