package io.nerest.detector.probe;

/**
 * The circumstances that a probe's result holds for. A result is reused only if all of them are equal.
 *
 * @param subject what is chosen: {@code inference} or {@code training}
 * @param device {@code cpu} or {@code cuda:0}
 * @param processor model and features of the processor, or the device's compute capability
 * @param libraries names and versions of the libraries that compute
 * @param network architecture and scale: {@code yolov8n}
 * @param imgsz side of the probed images in pixels
 * @param batch most images of one call
 * @param threads compute threads of one call; 0 for the library's default
 */
public record ProbeKey(
        String subject,
        String device,
        String processor,
        String libraries,
        String network,
        int imgsz,
        int batch,
        int threads) {}
