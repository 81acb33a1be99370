package io.nerest.standalone.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CostTableTest {
    private static final SeasonPlan SEASON = new SeasonPlan(20, 1, 90, 0.95, 14, 10, 0.01, 7, 3);

    @Test
    void twentyCamerasAtOneFramePerSecondSend156MillionFramesInNinetyDays() {
        assertThat(SEASON.framesPerDay()).isEqualTo(1_728_000);
        assertThat(SEASON.frames()).isEqualTo(155_520_000);
    }

    @Test
    void framesWithFishYoungEmptyFramesAndAShareOfTheOthersAreKept() {
        // 5 % with fish, 95 % of 14 days, 1 % of 95 % of 76 days.
        assertThat(SEASON.framesKept()).isCloseTo(1_728_000 * (90 * 0.05 + 14 * 0.95 + 76 * 0.95 * 0.01), within(1.0));
        // Their rows stay for ten days more.
        assertThat(SEASON.framesWithRows())
                .isCloseTo(1_728_000 * (90 * 0.05 + 24 * 0.95 + 66 * 0.95 * 0.01), within(1.0));
    }

    @Test
    void theTableMultipliesWhatAFrameTakes() {
        String table = CostTable.of(
                        new FrameCost(60_000, 3_000, 2_000, 0.0125, 0.01, "cpu", "a processor, 2 cores"), SEASON)
                .markdown();

        assertThat(table)
                .contains("| frames | 1 | 1.73 M | 155.52 M |")
                .contains("| object store, all frames kept | 60000 B | 103.7 GB | 9,331.2 GB |")
                .contains("| Kafka | 3000 B | 5.2 GB | 108.9 GB |")
                .contains("| PostgreSQL, all frames kept | 2000 B | 3.5 GB | 311.0 GB |")
                .contains(
                        "| PostgreSQL, empty frames expire |  |  | 96.5 GB | at most, rows of empty frames for 24 days |")
                .contains(
                        "| scoring | 0.0125 s | 6.0 h | 540.0 h | of one process, 0.3 processes at once; measured on a processor, 2 cores |")
                .contains(
                        "| CPU, inference | 0.0100 s | 4.8 h | 432.0 h | part of scoring, measured on a processor, 2 cores; no GPU was used |");
    }

    @Test
    void theHoursOfAGpuAreThoseOfTheNetworkAndNotOfTheProcess() {
        String table = CostTable.of(
                        new FrameCost(60_000, 3_000, 2_000, 0.002, 0.001, "cuda:0", "a processor, 16 cores"), SEASON)
                .markdown();

        assertThat(table)
                .contains("| scoring | 0.0020 s | 1.0 h | 86.4 h |")
                .contains(
                        "| GPU, inference | 0.0010 s | 0.5 h | 43.2 h | at most, of cuda:0; part of scoring, measured beside a processor, 16 cores |");
    }

    @Test
    void metricsAreSummedOverTheirLabels() {
        MetricsPage page = MetricsPage.parse("""
                # HELP nerest_x_total text
                nerest_x_total{a="1",b="x y"} 2.0
                nerest_x_total{a="2"} 3.5
                nerest_y NaN
                nerest_z 1.0E3
                nerest_w{batch="8",device="cuda:0"} 1
                nerest_w{device="cpu",} 1
                nerest_w{edge_device="none"} 1
                """);

        assertThat(page.require("nerest_x_total")).isEqualTo(5.5);
        assertThat(page.require("nerest_z")).isEqualTo(1_000);
        assertThat(page.devices("nerest_w")).containsExactly("cpu", "cuda:0");
        assertThat(page.devices("nerest_z")).isEmpty();
        assertThatThrownBy(() -> page.require("nerest_y")).hasMessageContaining("no metric nerest_y");
    }
}
