-- name: audit_enquiries
SELECT e.id, e.desk, e.channel, e.arrived_at, e.practice, e.from_listed, e.urgency, s.state,
  q.due_at AS email_due_at, v.at AS verified_at
FROM enquiry e JOIN enquiry_state s ON s.enquiry = e.id
LEFT JOIN enquiry_question q ON q.enquiry = e.id
LEFT JOIN caller_verification v ON v.enquiry = e.id
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY e.arrived_at, e.id;

-- name: audit_attempts
SELECT a.id, a.enquiry, a.clinician, a.publication, a.rung, a.started_at, a.clinic_reason, r.result, r.at AS ended_at
FROM attempt a JOIN enquiry e ON e.id = a.enquiry LEFT JOIN attempt_result r ON r.attempt = a.id
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY a.enquiry, a.id;

-- name: audit_advice
SELECT a.id, a.enquiry, a.version, a.written_at, a.late, a.patient_kind, a.seen_by_adviser, a.outcome, a.doses,
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
SELECT f.enquiry, f.side, f.useful FROM feedback f JOIN enquiry e ON e.id = f.enquiry
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY f.id;

-- name: audit_acknowledgements
SELECT DISTINCT a.enquiry FROM acknowledgement k JOIN advice a ON a.id = k.advice JOIN enquiry e ON e.id = a.enquiry
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until ORDER BY a.enquiry;
