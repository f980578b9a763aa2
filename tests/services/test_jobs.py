"""Jobs are done once, tried again with pauses, and taken over from a worker that died."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assessment import storage
from assessment.services import jobs, work
from assessment.services.jobs import Cannot, Kind, Stop, Wanted, Work
from assessment.storage import db
from assessment.storage import jobs as stored
from assessment.storage.tables import Job
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

KEY = "a" * 64


def want(key: str = KEY, kind: Kind = Kind.REPORT, at: datetime = NOW, **payload: object) -> bool:
    with storage.transaction() as session:
        return jobs.want(session, Wanted(kind, key, payload), "", at)


class Clock:
    """A clock that tests set forward."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def turn(clock: Clock, act: object) -> bool:
    return jobs.work_once({kind.value: act for kind in Kind}, clock)  # type: ignore[misc] # a handler of the test


def noting(done: list[Work], result: str = "made") -> object:
    def act(mine: Work) -> str:
        done.append(mine)
        return result

    return act


def test_equal_work_is_wanted_once(any_app: Flask) -> None:
    with any_app.app_context():
        assert [want(), want()] == [True, False]


def test_a_job_is_done_once(any_app: Flask, clock: Clock) -> None:
    done: list[Work] = []
    with any_app.app_context():
        want()

        turns = [turn(clock, noting(done)) for _ in range(2)]

        assert (turns, len(done), jobs.progress(KEY).state) == ([True, False], 1, "done")  # type: ignore[union-attr] # it exists


def test_work_that_ended_can_be_wanted_again(any_app: Flask, clock: Clock) -> None:
    with any_app.app_context():
        want()
        turn(clock, lambda _: "made")

        assert want()


def test_what_was_frozen_for_a_job_goes_when_it_ends(any_app: Flask, clock: Clock) -> None:
    with any_app.app_context():
        want(frozen="secret", organisation="x")
        turn(clock, lambda _: "made")

        assert jobs.progress(KEY).payload == {"organisation": "x"}  # type: ignore[union-attr] # it exists


def fail(_: Work) -> str:
    raise RuntimeError("a fault")


def test_a_job_that_fails_is_tried_three_times_with_growing_pauses(any_app: Flask, clock: Clock) -> None:
    begun = []
    with any_app.app_context():
        want()
        for second in range(120):
            clock.at = NOW + timedelta(seconds=second)
            if turn(clock, fail):
                begun.append(second)

        assert (begun, jobs.progress(KEY).state) == ([0, 10, 40], "failed")  # type: ignore[union-attr] # it exists


def test_a_job_that_can_never_be_done_is_not_tried_again(any_app: Flask, clock: Clock) -> None:
    def refuse(_: Work) -> str:
        raise Cannot("too-large")

    with any_app.app_context():
        want()
        turn(clock, refuse)
        found = jobs.progress(KEY)

        assert found is not None
        assert (found.state, found.problem) == ("failed", "too-large")


def test_a_worker_that_is_told_to_stop_gives_its_job_back_untried(any_app: Flask, clock: Clock) -> None:
    def stop(_: Work) -> str:
        raise Stop

    with any_app.app_context():
        want()
        with pytest.raises(Stop):
            turn(clock, stop)

        job = stored.of_key(db.session, KEY)
        assert job is not None
        assert (job.state, job.attempts) == ("waiting", 0)


def test_a_job_of_a_dead_worker_is_taken_when_its_lease_ends(any_app: Flask, clock: Clock) -> None:
    with any_app.app_context():
        want()
        with storage.transaction() as session:
            stored.take(session, NOW, NOW + jobs.LEASE)
        clock.at = NOW + jobs.LEASE - timedelta(seconds=1)
        early = turn(clock, lambda _: "made")
        clock.at = NOW + jobs.LEASE

        assert (early, turn(clock, lambda _: "made")) == (False, True)


def test_a_worker_that_was_taken_over_changes_nothing(any_app: Flask, clock: Clock) -> None:
    with any_app.app_context():
        want()
        with storage.transaction() as session:
            slow = stored.take(session, NOW, NOW)
            assert slow is not None
        turn(clock, lambda _: "by the other")
        with storage.transaction() as session:
            stored.finish(session, slow.id, slow.attempts, {"state": "failed", "finished_at": NOW})

        assert jobs.progress(KEY).state == "done"  # type: ignore[union-attr] # it exists


def test_a_worker_that_was_taken_over_learns_it_when_it_renews(any_app: Flask, clock: Clock) -> None:
    def slow(mine: Work) -> str:
        with storage.transaction() as session:
            stored.take(session, NOW + jobs.LEASE, NOW + jobs.LEASE * 2)
        mine.renew(jobs.LEASE)
        pytest.fail("it went on")

    with any_app.app_context():
        want()
        turn(clock, slow)

        assert jobs.progress(KEY).state == "running"  # type: ignore[union-attr] # it exists


def test_a_job_that_kills_its_workers_is_given_up(any_app: Flask, clock: Clock) -> None:
    with any_app.app_context():
        want()
        for _ in range(jobs.ATTEMPTS):
            with storage.transaction() as session:
                stored.take(session, clock.at, clock.at + jobs.LEASE)
            clock.at += jobs.LEASE
        turn(clock, lambda _: pytest.fail("it was tried a fourth time"))

        assert jobs.progress(KEY).problem == "gave-up"  # type: ignore[union-attr] # it exists


def test_a_periodic_task_comes_round_again(any_app: Flask, clock: Clock) -> None:
    done: list[Work] = []
    with any_app.app_context():
        want(kind=Kind.PERIODIC)
        for minutes in range(0, 181, 30):
            clock.at = NOW + timedelta(minutes=minutes)
            turn(clock, noting(done, "3600"))

        assert [one.at for one in done] == [NOW + timedelta(hours=hour) for hour in range(4)]


def test_every_periodic_task_of_the_table_works(any_app: Flask) -> None:
    with any_app.app_context():
        work.schedule_tasks(NOW)
        work.schedule_tasks(NOW)
        count = 0
        while work.work_once(lambda: NOW):
            count += 1

        assert count == len(work.PERIODIC)


def test_those_who_wait_learn_how_many_come_before_them(any_app: Flask) -> None:
    with any_app.app_context():
        for place in range(3):
            want(str(place) * 64, at=NOW + timedelta(seconds=place))

        assert [jobs.progress(str(place) * 64).ahead for place in range(3)] == [0, 1, 2]  # type: ignore[union-attr] # they exist


def test_a_periodic_task_that_a_new_release_no_longer_has_ends(any_app: Flask) -> None:
    with any_app.app_context():
        want(kind=Kind.PERIODIC, task="of an older release")
        work.work_once(lambda: NOW)

        assert jobs.progress(KEY).state == "failed"  # type: ignore[union-attr] # it exists


def test_two_workers_that_start_together_add_each_task_once(any_app: Flask) -> None:
    def start() -> None:
        with any_app.app_context():
            work.schedule_tasks(NOW)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with any_app.app_context():
        assert db.session.query(Job).count() == len(work.PERIODIC)
