-- name: audit_enquiries
SELECT e.id, e.desk, e.channel, e.arrived_at, coalesce(e.practice, v.practice) AS practice, e.caller_role,
  e.from_listed, e.urgency, s.state, q.due_at AS email_due_at, v.at AS verified_at
FROM enquiry e JOIN enquiry_state s ON s.enquiry = e.id
LEFT JOIN enquiry_question q ON q.enquiry = e.id
LEFT JOIN caller_verification v ON v.enquiry = e.id
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY e.arrived_at, e.id;

-- name: audit_attempts
SELECT a.id, a.enquiry, a.clinician, a.publication, a.rung, a.started_at, a.clinic_reason, r.result, r.at AS ended_at
FROM attempt a JOIN enquiry e ON e.id = a.enquiry LEFT JOIN attempt_result r ON r.attempt = a.id
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY a.enquiry, a.id;

-- name: audit_advice
SELECT a.id, a.enquiry, a.version, a.written_at, a.call_ended_at, a.late, a.patient_kind, a.seen_by_adviser, a.outcome, a.doses,
  a.responsible, a.responsibility_agreed, a.supervisor, c.grade AS adviser_grade, k.at AS countersigned_at, k.verdict
FROM advice a
JOIN enquiry e ON e.id = a.enquiry
JOIN clinician c ON c.id = a.adviser
LEFT JOIN countersign k ON k.advice = a.id
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY a.enquiry, a.version;

-- name: audit_flags
SELECT f.enquiry, f.kind, f.raised_at, s.at AS settled_at
FROM flag f JOIN enquiry e ON e.id = f.enquiry LEFT JOIN flag_settlement s ON s.flag = f.id
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY f.enquiry, f.id;

-- name: calls_taken
SELECT c.gmc, t.started_at, (SELECT min(v.written_at) FROM advice v WHERE v.enquiry = t.enquiry) AS written_at
FROM attempt t JOIN attempt_result r ON r.attempt = t.id JOIN clinician c ON c.id = t.clinician
WHERE r.result = 'answered' AND t.started_at >= :begins AND t.started_at < :until ORDER BY t.started_at, t.id;

-- name: audit_answers
SELECT e.id, e.desk, t.started_at, t.clinician, c.gmc, c.name, r.result
FROM attempt t JOIN attempt_result r ON r.attempt = t.id JOIN enquiry e ON e.id = t.enquiry
JOIN clinician c ON c.id = t.clinician
WHERE e.site = :site AND t.started_at >= :begins AND t.started_at < :until
  AND r.result IN ('answered', 'wrong person') ORDER BY t.started_at, t.id;

-- name: audit_arrivals
SELECT id, desk, channel, arrived_at FROM enquiry
WHERE site = :site AND arrived_at >= :begins AND arrived_at < :until ORDER BY arrived_at, id;

-- name: audit_interface
SELECT n.enquiry, e.desk, e.practice, n.reason FROM interface_note n JOIN enquiry e ON e.id = n.enquiry
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until
  AND n.id = (SELECT max(m.id) FROM interface_note m WHERE m.enquiry = n.enquiry)
ORDER BY n.enquiry;

-- name: audit_feedback
SELECT f.enquiry, f.side, f.useful, f.afterwards FROM feedback f JOIN enquiry e ON e.id = f.enquiry
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY f.id;

-- name: audit_referral_notes
SELECT DISTINCT n.enquiry FROM referral_note n JOIN enquiry e ON e.id = n.enquiry
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY n.enquiry;

-- name: audit_acknowledgements
SELECT a.enquiry, min(k.at) AS at FROM acknowledgement k JOIN advice a ON a.id = k.advice JOIN enquiry e ON e.id = a.enquiry
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until GROUP BY a.enquiry ORDER BY a.enquiry;

-- name: day_totals
SELECT t.desk, t.day, t.made, t.totals, NULL AS apart FROM day_total t JOIN desk d ON d.id = t.desk
WHERE d.site = :site AND t.day >= :first AND t.day < :until;

-- name: day_totals_apart
SELECT t.desk, t.day, t.made, t.totals, t.apart FROM day_total t JOIN desk d ON d.id = t.desk
WHERE d.site = :site AND t.day >= :first AND t.day < :until;

-- name: days_made
SELECT t.desk, t.day, t.made FROM day_total t JOIN desk d ON d.id = t.desk
WHERE d.site = :site AND t.day >= :first AND t.day < :until;

-- name: days_counted
SELECT t.day FROM day_total t JOIN desk d ON d.id = t.desk WHERE d.site = :site GROUP BY t.day HAVING count(*) >= :desks;

-- name: keep_day
INSERT INTO day_total (desk, day, made, totals, apart) VALUES (:desk, :day, :made, :totals, :apart)
ON CONFLICT (desk, day) DO UPDATE SET made = excluded.made, totals = excluded.totals, apart = excluded.apart;

-- name: first_arrival
SELECT arrived_at FROM enquiry WHERE site = :site ORDER BY arrived_at LIMIT 1;

-- name: lock_day_totals_postgres
LOCK TABLE day_total IN EXCLUSIVE MODE;

-- name: audit_repeats_sqlite
SELECT e.id FROM enquiry e
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until AND EXISTS (
  SELECT 1 FROM enquiry o WHERE o.nhs_number = e.nhs_number AND o.site = e.site AND o.arrived_at < e.arrived_at
    AND o.arrived_at >= strftime('%Y-%m-%dT%H:%M:%fZ', e.arrived_at, '-30 days'));

-- name: audit_repeats_postgres
SELECT e.id FROM enquiry e
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until AND EXISTS (
  SELECT 1 FROM enquiry o WHERE o.nhs_number = e.nhs_number AND o.site = e.site AND o.arrived_at < e.arrived_at
    AND o.arrived_at::timestamptz >= e.arrived_at::timestamptz - interval '30 days');

-- name: audit_askers
SELECT e.caller_name AS name, e.caller_role AS role, coalesce(e.practice, v.practice) AS practice, count(*) AS enquiries
FROM enquiry e LEFT JOIN caller_verification v ON v.enquiry = e.id
WHERE e.desk = :desk AND e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until
GROUP BY e.caller_name, e.caller_role, coalesce(e.practice, v.practice);
