package jp.shirube.kpi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Stands still until a test moves it. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestClock extends Clock {

    public static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private volatile Instant now = at(LocalDate.of(2026, 6, 30), 10);

    public void set(Instant instant) {
        now = instant;
    }

    public void setDay(int year, int month, int day) {
        now = at(LocalDate.of(year, month, day), 10);
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(TOKYO).toInstant();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return TOKYO;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
