package io.nerest.detector.inference;

import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.torch.ComputeDevice;

/**
 * Settings of a {@link Detector}.
 *
 * @param imgsz longer side of an image in the network, in pixels, a multiple of 32
 * @param nms settings of non-maximum suppression
 * @param engine inference engine
 * @param device device of the network
 * @param threads compute threads of one run; 0 leaves the choice to the engine
 * @param batch most images of one call, which bounds memory
 * @param square whether every image is padded to imgsz x imgsz; otherwise each side to the next multiple of 32
 */
public record DetectorOptions(
        int imgsz, NmsOptions nms, EngineKind engine, ComputeDevice device, int threads, int batch, boolean square) {

    /** imgsz 640, conf .25, iou .7, 300 detections, the fastest engine on the CPU, at most 16 images per call, least padding. */
    public static final DetectorOptions DEFAULT =
            new DetectorOptions(640, NmsOptions.forPrediction(), EngineKind.AUTO, ComputeDevice.CPU, 0, 16, false);

    private static final int STRIDE = 32;
    private static final int MAX_SIDE = 8192;
    /** Largest count of threads, and of images per call. */
    private static final int MOST = 4096;

    public DetectorOptions {
        if (imgsz < STRIDE || imgsz > MAX_SIDE || imgsz % STRIDE != 0) {
            throw new IllegalArgumentException(
                    "imgsz=%d: must be a multiple of %d from %d to %d".formatted(imgsz, STRIDE, STRIDE, MAX_SIDE));
        }
        if (threads < 0 || threads > MOST) {
            throw new IllegalArgumentException(
                    "threads=%d: must be a whole number from 0 to %d".formatted(threads, MOST));
        }
        if (batch < 1 || batch > MOST) {
            throw new IllegalArgumentException("batch=%d: must be a whole number from 1 to %d".formatted(batch, MOST));
        }
    }

    public DetectorOptions withImgsz(int other) {
        return new DetectorOptions(other, nms, engine, device, threads, batch, square);
    }

    public DetectorOptions withNms(NmsOptions other) {
        return new DetectorOptions(imgsz, other, engine, device, threads, batch, square);
    }

    public DetectorOptions withEngine(EngineKind other) {
        return new DetectorOptions(imgsz, nms, other, device, threads, batch, square);
    }

    public DetectorOptions withDevice(ComputeDevice other) {
        return new DetectorOptions(imgsz, nms, engine, other, threads, batch, square);
    }

    public DetectorOptions withThreads(int other) {
        return new DetectorOptions(imgsz, nms, engine, device, other, batch, square);
    }

    public DetectorOptions withBatch(int other) {
        return new DetectorOptions(imgsz, nms, engine, device, threads, other, square);
    }

    public DetectorOptions withSquare(boolean other) {
        return new DetectorOptions(imgsz, nms, engine, device, threads, batch, other);
    }
}
