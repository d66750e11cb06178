package jp.shirube.kpi.collection.screens;

/** What was measured in an earlier period. @param note why it may not be compared, or that it is not settled; may be empty */
record Past(String period, String value, String note) {}
