"""Which row of a model's weights belongs to a feature, told by the feature's hash."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

UNKNOWN = -1


class Rows:
    """The rows of named features, in the order of their names.

    A dictionary of the million names of our models takes 200 MB; their hashes, 16. Two names of
    the same 64-bit hash are not to be expected in thousands of such models.

    Args:
        names: one for each row.
        to_save: keep the names, of a model that was just trained.
    """

    def __init__(self, names: Sequence[str], to_save: bool = False) -> None:
        hashes = _hashes(names)
        order = np.argsort(hashes)
        self._hashes, self._rows = hashes[order], order.astype(np.int32)
        # Searched alone, so that a hash greater than all has a place: the last one's.
        self._before_last = self._hashes[:-1]
        self.names = tuple(names) if to_save else ()

    def __len__(self) -> int:
        return len(self._hashes)

    def of(self, names: Iterable[str]) -> npt.NDArray[np.int32]:
        """The row of each feature, ``UNKNOWN`` for one that training did not meet."""
        hashes = _hashes(list(names))
        places = self._before_last.searchsorted(hashes)
        found: npt.NDArray[np.int32] = self._rows[places]
        found[self._hashes[places] != hashes] = UNKNOWN
        return found


def _hashes(names: Sequence[str]) -> npt.NDArray[np.int64]:
    # Python's own: quick, and the same for as long as a process and its workers live.
    return np.fromiter(map(hash, names), dtype=np.int64, count=len(names))
