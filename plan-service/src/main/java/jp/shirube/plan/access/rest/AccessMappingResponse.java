package jp.shirube.plan.access.rest;

import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.Role;
import jp.shirube.plan.access.AccessMapping;
import jp.shirube.plan.access.MappingRow;
import org.jspecify.annotations.Nullable;

/** 権限対応表. @param version 0 where none was ever stated */
record AccessMappingResponse(long version, List<MappedRow> rows) {

    record MappedRow(
            String claim,
            Role role,
            @Nullable String department,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String note) {

        static MappedRow of(MappingRow row) {
            return new MappedRow(row.claim(), row.role(), row.department(), row.from(), row.to(), row.note());
        }
    }

    static AccessMappingResponse of(long version, AccessMapping mapping) {
        return new AccessMappingResponse(
                version, mapping.rows().stream().map(MappedRow::of).toList());
    }
}
