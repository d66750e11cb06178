package jp.shirube.kpi.collection.reminder;

/**
 * A digest on its way.
 *
 * @param departmentName 課名, as it is on the day of the digest
 */
public record Letter(Digest digest, String departmentName, Contact contact) {}
