package jp.shirube.report;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneId;

/** The one place where the time of day comes in; days are days in Tokyo. */
class Clocks {

    @Produces
    @Singleton
    Clock tokyo() {
        return Clock.system(ZoneId.of("Asia/Tokyo"));
    }
}
