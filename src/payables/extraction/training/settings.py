"""How rankers are learned: small trees, much shrinking, nothing by chance."""

SEED = 20261121
FOLDS = 8
ROUNDS = 120
PARAMETERS: dict[str, object] = {
    "objective": "binary",
    "num_leaves": 10,
    "learning_rate": 0.07,
    "min_data_in_leaf": 6,
    "min_sum_hessian_in_leaf": 0.3,
    "lambda_l2": 2.0,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 127,
    "use_missing": False,
    "seed": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}

# Papers of which a field's value is known and printed, and of these without those of any one fold, below which no ranker of
# it is learned.
LEAST_TRAINED = 8
LEAST_OUTSIDE = 4

# On top of what is shipped: few and shallow, so that a few papers move little.
ROUNDS_ON_TOP = 60
ON_TOP: dict[str, object] = {
    **PARAMETERS,
    "num_leaves": 6,
    "learning_rate": 0.08,
    "min_data_in_leaf": 8,
    "lambda_l2": 4.0,
    "boost_from_average": False,
}
# Papers of which a field's value is known and printed, below which nothing is learned on top.
LEAST_TAUGHT = 15
LEAST_JUDGED = 5
