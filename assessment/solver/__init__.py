"""Linear programming: HiGHS behind the interface of `domain.solver`."""
