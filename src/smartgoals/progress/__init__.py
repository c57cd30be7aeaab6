"""Progress: how far a goal has come, how fast, what that is called, and whether it will be met.

The functions are plain arithmetic on numbers, each with its formula and its source. `track()` puts them together for a
goal and its readings.

Every name is found when it is first asked for: whoever tracks goals does not load earned value.
"""

from __future__ import annotations

from smartgoals.laziness import on_demand

TYPE_CHECKING = False  # type checkers know this name; importing it from `typing` would take time
if TYPE_CHECKING:
    from smartgoals.progress.arriving import (
        FirstPassage,
        compound_time,
        date_from_rate,
        first_passage,
    )
    from smartgoals.progress.completion import (
        HabitWindow,
        Rebaselining,
        Span,
        achieved,
        clamped,
        fraction,
        fraction_clamped,
        grade,
        habit_kept,
        habit_window,
        maintain_above,
        maintain_below,
        milestones,
        parity,
        rebaselined,
        reflect_about,
        remaining_fraction,
        share_kept,
        to_percent,
        within,
    )
    from smartgoals.progress.emissions import (
        annual_reduction_rate,
        compound_allowance,
        linear_allowance,
        sbti_required_reduction,
    )
    from smartgoals.progress.evm import (
        EarnedSchedule,
        EarnedValue,
        cpi,
        cumulate,
        eac_atypical,
        eac_combined,
        eac_typical,
        earned_schedule,
        earned_schedule_linear,
        earned_value,
        earned_value_of_shares,
        etc,
        ieac_time,
        spi,
        tcpi,
        tspi,
        vac,
    )
    from smartgoals.progress.forecasting import (
        METHODS,
        forecast,
    )
    from smartgoals.progress.growth import (
        Extrapolated,
        GrowthPace,
        Trend,
        aarr,
        aarr_from_slope,
        arr_continuous,
        cagr,
        cagr_ratio,
        extrapolated_ratio,
        limit_scale,
        percent_reduction,
        required_cagr,
        signed,
        statcan_score,
        trend_only,
        trend_score,
    )
    from smartgoals.progress.history import (
        History,
    )
    from smartgoals.progress.missing import (
        MISSING_DATA,
        CompareAt,
        MissingData,
        UnknownBaseline,
        missing_data,
    )
    from smartgoals.progress.outlook import (
        Forecast,
        Limit,
    )
    from smartgoals.progress.pacing import (
        Pace,
        RatePace,
        best_rate,
        cumulative_to_plan,
        lead_time,
        linear_rate_ratio,
        linear_ratio,
        required_from_now,
        window_ratio,
    )
    from smartgoals.progress.prospects import (
        ForecastOptions,
        GoalForecast,
    )
    from smartgoals.progress.real import (
        moment,
    )
    from smartgoals.progress.regression import (
        Regression,
        RobustLine,
        fit_ols,
        fit_siegel,
        fit_theil_sen,
    )
    from smartgoals.progress.roads import (
        Buffer,
        Line,
        Time,
        average_rate,
        buffer_days,
        line,
        piecewise,
        step,
    )
    from smartgoals.progress.rollups import (
        Rollup,
        Tracked,
        attainment_level,
        gas_tscore,
        joint_probability,
        latest,
        mean,
        pooled_ratio,
        roll_up,
        roll_up_tree,
        statcan_category,
        statcan_mean,
        total,
        weighted_mean,
        worst,
    )
    from smartgoals.progress.sampling import (
        mean_rate,
        periods_at_mean_rate,
        simulate_how_many,
        simulate_when,
        throughput,
    )
    from smartgoals.progress.smoothing import (
        Smoothed,
        holt,
        ses,
        smooth,
        smooth_growth,
        smooth_trend,
    )
    from smartgoals.progress.standing import (
        Origin,
        Progress,
    )
    from smartgoals.progress.statuses import (
        Override,
        Reads,
        State,
        StatusBand,
        StatusPolicy,
        maintain_status,
        policies,
        policy,
        status_of,
    )
    from smartgoals.progress.student import (
        normal_multiplier,
        t_cdf,
        t_pdf,
        t_quantile,
    )
    from smartgoals.progress.targets import (
        Commitments,
        commit_levels,
        points_target,
        relative_target,
    )
    from smartgoals.progress.tracking import (
        Segment,
        goal_on,
        track,
        track_versions,
        trajectory_named,
    )
    from smartgoals.progress.trajectories import (
        Compound,
        Expected,
        Linear,
        Phased,
        Piecewise,
        Profile,
        Road,
        Step,
        Trajectory,
        expected_fraction_linear,
        expected_value_compound,
        expected_value_linear,
        profile_fraction,
    )
    from smartgoals.progress.trends import (
        ols,
        siegel,
        theil_sen,
    )
    from smartgoals.progress.trials import (
        how_many_likelihood,
        how_many_percentile,
        joint_completion,
        when_likelihood,
        when_percentile,
    )
    from smartgoals.progress.walks import (
        compound,
        drift,
        two_point,
    )
    from smartgoals.progress.workdays import (
        Workdays,
        holidays_of,
        working_days,
    )

__all__ = [
    "METHODS",
    "MISSING_DATA",
    "Buffer",
    "Commitments",
    "CompareAt",
    "Compound",
    "EarnedSchedule",
    "EarnedValue",
    "Expected",
    "Extrapolated",
    "FirstPassage",
    "Forecast",
    "ForecastOptions",
    "GoalForecast",
    "GrowthPace",
    "HabitWindow",
    "History",
    "Limit",
    "Line",
    "Linear",
    "MissingData",
    "Origin",
    "Override",
    "Pace",
    "Phased",
    "Piecewise",
    "Profile",
    "Progress",
    "RatePace",
    "Reads",
    "Rebaselining",
    "Regression",
    "Road",
    "RobustLine",
    "Rollup",
    "Segment",
    "Smoothed",
    "Span",
    "State",
    "StatusBand",
    "StatusPolicy",
    "Step",
    "Time",
    "Tracked",
    "Trajectory",
    "Trend",
    "UnknownBaseline",
    "Workdays",
    "aarr",
    "aarr_from_slope",
    "achieved",
    "annual_reduction_rate",
    "arr_continuous",
    "attainment_level",
    "average_rate",
    "best_rate",
    "buffer_days",
    "cagr",
    "cagr_ratio",
    "clamped",
    "commit_levels",
    "compound",
    "compound_allowance",
    "compound_time",
    "cpi",
    "cumulate",
    "cumulative_to_plan",
    "date_from_rate",
    "drift",
    "eac_atypical",
    "eac_combined",
    "eac_typical",
    "earned_schedule",
    "earned_schedule_linear",
    "earned_value",
    "earned_value_of_shares",
    "etc",
    "expected_fraction_linear",
    "expected_value_compound",
    "expected_value_linear",
    "extrapolated_ratio",
    "first_passage",
    "fit_ols",
    "fit_siegel",
    "fit_theil_sen",
    "forecast",
    "fraction",
    "fraction_clamped",
    "gas_tscore",
    "goal_on",
    "grade",
    "habit_kept",
    "habit_window",
    "holidays_of",
    "holt",
    "how_many_likelihood",
    "how_many_percentile",
    "ieac_time",
    "joint_completion",
    "joint_probability",
    "latest",
    "lead_time",
    "limit_scale",
    "line",
    "linear_allowance",
    "linear_rate_ratio",
    "linear_ratio",
    "maintain_above",
    "maintain_below",
    "maintain_status",
    "mean",
    "mean_rate",
    "milestones",
    "missing_data",
    "moment",
    "normal_multiplier",
    "ols",
    "parity",
    "percent_reduction",
    "periods_at_mean_rate",
    "piecewise",
    "points_target",
    "policies",
    "policy",
    "pooled_ratio",
    "profile_fraction",
    "rebaselined",
    "reflect_about",
    "relative_target",
    "remaining_fraction",
    "required_cagr",
    "required_from_now",
    "roll_up",
    "roll_up_tree",
    "sbti_required_reduction",
    "ses",
    "share_kept",
    "siegel",
    "signed",
    "simulate_how_many",
    "simulate_when",
    "smooth",
    "smooth_growth",
    "smooth_trend",
    "spi",
    "statcan_category",
    "statcan_mean",
    "statcan_score",
    "status_of",
    "step",
    "t_cdf",
    "t_pdf",
    "t_quantile",
    "tcpi",
    "theil_sen",
    "throughput",
    "to_percent",
    "total",
    "track",
    "track_versions",
    "trajectory_named",
    "trend_only",
    "trend_score",
    "tspi",
    "two_point",
    "vac",
    "weighted_mean",
    "when_likelihood",
    "when_percentile",
    "window_ratio",
    "within",
    "working_days",
    "worst",
]

_HOMES = {
    "arriving": "FirstPassage compound_time date_from_rate first_passage",
    "completion": (
        "HabitWindow Rebaselining Span achieved clamped fraction fraction_clamped grade habit_kept habit_window "
        "maintain_above maintain_below milestones parity rebaselined reflect_about remaining_fraction share_kept "
        "to_percent within"
    ),
    "emissions": "annual_reduction_rate compound_allowance linear_allowance sbti_required_reduction",
    "evm": (
        "EarnedSchedule EarnedValue cpi cumulate eac_atypical eac_combined eac_typical earned_schedule "
        "earned_schedule_linear earned_value earned_value_of_shares etc ieac_time spi tcpi tspi vac"
    ),
    "forecasting": "METHODS forecast",
    "growth": (
        "Extrapolated GrowthPace Trend aarr aarr_from_slope arr_continuous cagr cagr_ratio extrapolated_ratio "
        "limit_scale percent_reduction required_cagr signed statcan_score trend_only trend_score"
    ),
    "history": "History",
    "missing": "MISSING_DATA CompareAt MissingData UnknownBaseline missing_data",
    "outlook": "Forecast Limit",
    "pacing": (
        "Pace RatePace best_rate cumulative_to_plan lead_time linear_rate_ratio linear_ratio required_from_now "
        "window_ratio"
    ),
    "prospects": "ForecastOptions GoalForecast",
    "real": "moment",
    "regression": "Regression RobustLine fit_ols fit_siegel fit_theil_sen",
    "roads": "Buffer Line Time average_rate buffer_days line piecewise step",
    "rollups": (
        "Rollup Tracked attainment_level gas_tscore joint_probability latest mean pooled_ratio roll_up "
        "roll_up_tree statcan_category statcan_mean total weighted_mean worst"
    ),
    "sampling": "mean_rate periods_at_mean_rate simulate_how_many simulate_when throughput",
    "smoothing": "Smoothed holt ses smooth smooth_growth smooth_trend",
    "standing": "Origin Progress",
    "statuses": "Override Reads State StatusBand StatusPolicy maintain_status policies policy status_of",
    "student": "normal_multiplier t_cdf t_pdf t_quantile",
    "targets": "Commitments commit_levels points_target relative_target",
    "tracking": "Segment goal_on track track_versions trajectory_named",
    "trajectories": (
        "Compound Expected Linear Phased Piecewise Profile Road Step Trajectory expected_fraction_linear "
        "expected_value_compound expected_value_linear profile_fraction"
    ),
    "trends": "ols siegel theil_sen",
    "trials": "how_many_likelihood how_many_percentile joint_completion when_likelihood when_percentile",
    "walks": "compound drift two_point",
    "workdays": "Workdays holidays_of working_days",
}
"""The modules, and the public names that live in each."""

if not TYPE_CHECKING:  # type checkers have the imports above, and shall object to any other name
    __getattr__, __dir__ = on_demand(__name__, _HOMES, globals())
