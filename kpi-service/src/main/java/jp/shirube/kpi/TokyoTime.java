package jp.shirube.kpi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.ZoneId;

/** The one clock: a municipality's day begins and ends in Tokyo. Tests replace it. */
class TokyoTime {

    @Produces
    @ApplicationScoped
    Clock clock() {
        return Clock.system(ZoneId.of("Asia/Tokyo"));
    }
}
