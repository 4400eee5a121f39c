-- name: chased_counts
SELECT e.desk, n.reason, count(*) AS number FROM enquiry e
LEFT JOIN interface_note n ON n.id = (SELECT max(m.id) FROM interface_note m WHERE m.enquiry = e.id)
WHERE e.site = :site AND e.arrived_at >= :begins AND e.arrived_at < :until
GROUP BY e.desk, n.reason ORDER BY e.desk, n.reason;

-- name: add_interface_action
INSERT INTO interface_action (site, at, account, key) VALUES (:site, :at, :account, :key) RETURNING id;

-- name: add_interface_step
INSERT INTO interface_step (action, step, reason, desk, cause, promised, owner, due, words, at, account, key)
VALUES (:action, :step, :reason, :desk, :cause, :promised, :owner, :due, :words, :at, :account, :key);

-- name: interface_actions
SELECT a.id, a.at AS written_at, s.step, s.reason, s.desk, coalesce(d.name, '') AS desk_name, s.cause, s.promised,
  s.owner, s.due, s.words, s.at, u.name AS by_name
FROM interface_action a
JOIN interface_step s ON s.id = (SELECT max(m.id) FROM interface_step m WHERE m.action = a.id)
JOIN account u ON u.id = s.account LEFT JOIN desk d ON d.id = s.desk
WHERE a.site = :site ORDER BY CASE s.step WHEN 'done' THEN 1 ELSE 0 END, s.due, a.id;

-- name: interface_action_steps
SELECT a.id, a.at AS written_at, s.step, s.reason, s.desk, coalesce(d.name, '') AS desk_name, s.cause, s.promised,
  s.owner, s.due, s.words, s.at, u.name AS by_name
FROM interface_action a JOIN interface_step s ON s.action = a.id
JOIN account u ON u.id = s.account LEFT JOIN desk d ON d.id = s.desk
WHERE a.site = :site AND a.id = :action ORDER BY s.id;

-- name: add_report_schedule
INSERT INTO report_schedule (site, report, recipient, practice, clock, at, account, key)
VALUES (:site, :report, :recipient, :practice, :clock, :at, :account, :key) RETURNING id;

-- name: stop_report_schedule
INSERT INTO report_stop (schedule, at, account) VALUES (:schedule, :at, :account);

-- name: report_schedules
SELECT s.id, s.report, s.recipient, s.practice, coalesce(u.username, '') AS username, coalesce(u.name, p.name) AS to_name,
  s.clock, s.at, a.name AS author, m.due AS last_due, coalesce(m.why_not, '') AS last_why_not
FROM report_schedule s JOIN account a ON a.id = s.account
LEFT JOIN account u ON u.id = s.recipient LEFT JOIN practice p ON p.code = s.practice
LEFT JOIN report_mailing m ON m.id = (SELECT max(n.id) FROM report_mailing n WHERE n.schedule = s.id)
WHERE s.site = :site AND NOT EXISTS (SELECT 1 FROM report_stop x WHERE x.schedule = s.id) ORDER BY s.id;

-- name: add_report_mailing
INSERT INTO report_mailing (schedule, due, left_out, outbox, why_not, at)
VALUES (:schedule, :due, :left_out, :outbox, :why_not, :at);

-- name: report_mailings
SELECT due, left_out, why_not, at FROM report_mailing WHERE schedule = :schedule ORDER BY id;

-- name: practice_counts
SELECT e.desk, CASE WHEN e.channel = 'e-mail' OR q.enquiry IS NOT NULL THEN 1 ELSE 0 END AS emailed, e.urgency,
  CASE WHEN s.state = 'abandoned' THEN 1 ELSE 0 END AS given_up, coalesce(a.outcome, '') AS outcome,
  coalesce(n.reason, '') AS reason, count(*) AS number
FROM enquiry e JOIN enquiry_state s ON s.enquiry = e.id
LEFT JOIN enquiry_question q ON q.enquiry = e.id
LEFT JOIN advice a ON a.id = (SELECT max(b.id) FROM advice b WHERE b.enquiry = e.id)
LEFT JOIN interface_note n ON n.id = (SELECT max(m.id) FROM interface_note m WHERE m.enquiry = e.id)
WHERE e.site = :site AND e.practice = :practice AND e.arrived_at >= :begins AND e.arrived_at < :until
GROUP BY e.desk, CASE WHEN e.channel = 'e-mail' OR q.enquiry IS NOT NULL THEN 1 ELSE 0 END, e.urgency,
  CASE WHEN s.state = 'abandoned' THEN 1 ELSE 0 END, a.outcome, n.reason
ORDER BY e.desk, e.urgency, a.outcome;
