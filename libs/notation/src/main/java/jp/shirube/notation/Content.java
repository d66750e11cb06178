package jp.shirube.notation;

/** What stands in a cell in place of a value: an amount, a goal relative to another figure, or a kind of nothing. */
public sealed interface Content permits Amount, RelativeGoal, MissingReason {}
