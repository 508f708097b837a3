"""Timetables, proven and explained: one-to-one meetings in slots, and panels to sessions on site."""

from optimizer.timetable.heartbeat import TimetableProgress
from optimizer.timetable.meetings.check import check_meetings, verify_meetings
from optimizer.timetable.meetings.plan import MeetingPlan, measure_meetings
from optimizer.timetable.meetings.problem import Meetings, MeetingSide
from optimizer.timetable.meetings.solve import solve_meetings
from optimizer.timetable.outcome import Goal, GoalName, Requirement, TimetableResult, TimetableVerification
from optimizer.timetable.sessions.check import check_sessions, verify_sessions
from optimizer.timetable.sessions.plan import SessionPlan, draw_lots, measure_comfort, measure_sessions
from optimizer.timetable.sessions.problem import Judges, Panels, Sessions
from optimizer.timetable.sessions.solve import solve_sessions

__all__ = [
    "Goal",
    "GoalName",
    "Judges",
    "MeetingPlan",
    "MeetingSide",
    "Meetings",
    "Panels",
    "Requirement",
    "SessionPlan",
    "Sessions",
    "TimetableProgress",
    "TimetableResult",
    "TimetableVerification",
    "check_meetings",
    "check_sessions",
    "draw_lots",
    "measure_comfort",
    "measure_meetings",
    "measure_sessions",
    "solve_meetings",
    "solve_sessions",
    "verify_meetings",
    "verify_sessions",
]
