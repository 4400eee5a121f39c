"""What comes in from departments: grid spreadsheets, lists of shifts, calendars. Read, asked about, and made a rota.

A reader turns a file into what it understood, line by line, and what it could not; ``to_rota`` turns that into a
rota, or into questions. Nothing is kept until a person has seen both.
"""
