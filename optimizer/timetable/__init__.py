"""Timetables, proven and explained: one-to-one meetings in slots, and panels to sessions on site."""

from optimizer.timetable.heartbeat import TimetableProgress
from optimizer.timetable.meetings.check import check_meetings, verify_meetings
from optimizer.timetable.meetings.plan import MeetingPlan, measure_meetings
from optimizer.timetable.meetings.problem import Meetings, MeetingSide
from optimizer.timetable.meetings.solve import solve_meetings
from optimizer.timetable.outcome import Goal, GoalName, Requirement, TimetableResult, TimetableVerification

__all__ = [
    "Goal",
    "GoalName",
    "MeetingPlan",
    "MeetingSide",
    "Meetings",
    "Requirement",
    "TimetableProgress",
    "TimetableResult",
    "TimetableVerification",
    "check_meetings",
    "measure_meetings",
    "solve_meetings",
    "verify_meetings",
]
