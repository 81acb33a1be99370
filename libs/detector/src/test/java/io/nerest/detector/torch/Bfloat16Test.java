package io.nerest.detector.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Bfloat16Test {

    @Test
    void cpusSayItAmongTheirFlags() {
        assertThat(Processor.computesBfloat16("flags\t\t: fpu avx512_vnni avx512_bf16 clzero\n"))
                .isTrue();
        assertThat(Processor.computesBfloat16("flags : amx_bf16 amx_tile")).isTrue();
        assertThat(Processor.computesBfloat16("flags : fpu avx2 avx512f avx512_vnni"))
                .isFalse();
        assertThat(Processor.computesBfloat16("")).isFalse();
    }

    @Test
    void gpusComputeItSinceAmpere() {
        assertThat(Bfloat16.isWithin("70")).isFalse();
        assertThat(Bfloat16.isWithin("75")).isFalse();
        assertThat(Bfloat16.isWithin("80")).isTrue();
        assertThat(Bfloat16.isWithin("90")).isTrue();
        assertThat(Bfloat16.isWithin("120")).isTrue();
    }

    @Test
    void aGpuThatDoesNotSayIsTakenToComputeIt() {
        assertThat(Bfloat16.isWithin("")).isTrue();
    }
}
