package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosScheduleTest {
    private static final List<String> PROCESSES = List.of("ingest", "kafka", "postgres");
    private static final List<String> LINKS = List.of("s3");

    @Test
    void theSeedDeterminesTheFaults() {
        assertThat(ChaosSchedule.of(50, 7, PROCESSES, LINKS))
                .isEqualTo(ChaosSchedule.of(50, 7, PROCESSES, LINKS))
                .isNotEqualTo(ChaosSchedule.of(50, 8, PROCESSES, LINKS));
    }

    @Test
    void everyKindHappensToATargetOfItsOwn() {
        List<ChaosFault> schedule = ChaosSchedule.of(300, 1, PROCESSES, LINKS);

        assertThat(schedule).extracting(ChaosFault::kind).contains(ChaosFault.Kind.values());
        assertThat(schedule)
                .allSatisfy(fault -> assertThat(fault.kind().isOfProcess() ? PROCESSES : LINKS)
                        .contains(fault.target()));
        assertThat(schedule).extracting(ChaosFault::target).contains("ingest", "kafka", "postgres", "s3");
        assertThat(schedule.stream().filter(fault -> fault.kind() == ChaosFault.Kind.KILL))
                .hasSizeBetween(100, 200)
                .allSatisfy(fault -> assertThat(fault.millis()).isZero());
    }
}
