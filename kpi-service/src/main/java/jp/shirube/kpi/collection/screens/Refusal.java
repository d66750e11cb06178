package jp.shirube.kpi.collection.screens;

/**
 * What is wrong with what somebody sent.
 *
 * @param field id of the field it is about; empty where it is about none
 */
record Refusal(String field, String text) {}
