package io.nerest.simulator.texture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CausticLoopTest {
    @Test
    void causticsRedistributeLightWithoutAddingAny() {
        assertThat(CausticLoop.mean()).isBetween(0.88 * CausticLoop.NEUTRAL, 1.0 * CausticLoop.NEUTRAL);
    }

    @Test
    void theLoopIsPeriodic() {
        assertThat(CausticLoop.tileAt(4)).isSameAs(CausticLoop.tileAt(0));
        assertThat(CausticLoop.tileAt(1)).isNotEqualTo(CausticLoop.tileAt(0));
    }

    @Test
    void tilesAreSeamless() {
        byte[] tile = CausticLoop.tileAt(0);
        long seam = 0;
        long middle = 0;
        int size = CausticLoop.SIZE;
        for (int y = 0; y < size; y++) {
            seam += Math.abs((tile[y * size + size - 1] & 255) - (tile[y * size] & 255));
            middle += Math.abs((tile[y * size + 100] & 255) - (tile[y * size + 101] & 255));
        }
        assertThat(seam).isLessThan(3 * middle);
    }
}
