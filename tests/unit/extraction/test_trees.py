import numpy as np

from service.extraction.trees import Forest


def forest():
    """Two trees, one output: x0 <= 1 ? (x1 <= 0 ? 1 : 2) : 4, and a lone leaf of 10."""
    arrays = {
        "t_feature": np.array([0, 1, 0, 0, 0, 0], dtype=np.uint8),
        "t_number": np.array([1.0, 0.0, 1.0, 2.0, 4.0, 10.0], dtype=np.float32),
        "t_right": np.array([4, 2, 0, 0, 0, 0], dtype=np.uint8),
        "t_roots": np.array([0, 5], dtype=np.int32),
        "t_shape": np.array([2, 1], dtype=np.int32),
    }
    return Forest.unpacked(arrays, "t")


def test_each_row_falls_to_its_leaf_in_every_tree():
    table = np.array([[0.0, -1.0], [1.0, 0.5], [1.5, -1.0]])
    assert forest().scores(table)[:, 0].tolist() == [11.0, 12.0, 14.0]


def test_no_rows_give_no_scores():
    assert forest().scores(np.zeros((0, 2))).shape == (0, 1)
