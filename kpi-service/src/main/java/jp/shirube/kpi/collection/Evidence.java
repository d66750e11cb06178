package jp.shirube.kpi.collection;

import java.time.Instant;

/**
 * 根拠資料: a file an item names for its answer. The content is kept once per municipality, however often it is named.
 *
 * @param sha256 of the content, hexadecimal: its id
 * @param name as it was sent, without folders
 * @param mediaType what it was found to be
 * @param size bytes
 * @param by name of who sent it
 */
public record Evidence(String sha256, String name, String mediaType, int size, Instant at, String by) {}
