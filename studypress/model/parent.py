"""What holds other nodes."""


class Parent:
    """A node that holds others."""

    __slots__ = ("kinds_below",)
    LEARNS = "kinds_below"

    kinds_below: int
    """Which kinds of nodes it holds, however deep, a bit for each; `tree.py` writes it down when it is first asked.

    It is no field: it follows from what the node holds, which never changes. It is kept and sent with the node.
    """
