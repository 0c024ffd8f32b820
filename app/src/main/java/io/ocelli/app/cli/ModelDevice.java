package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.Devices;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.Placement;

/**
 * What {@code --device} comes to, for every command that opens a model: {@link #check} before
 * anything is read, so that a device that cannot be used ends the command at once, and {@link
 * #tell} when the model is open.
 *
 * @param device that works here, never AUTO
 * @param auto whether it was chosen and not asked for
 * @param why it is the CPU, when it was chosen; else empty text
 */
record ModelDevice(Device device, boolean auto, String why) {
  /**
   * Reads the option and tries the device.
   *
   * @throws UsageException when there is no such device
   * @throws OcelliException when it was asked for and cannot be used
   */
  static ModelDevice check(CommonOptions common) {
    Device wanted = Device.parse(common.device);
    OnnxModel.Provider provider = Devices.resolve(wanted);
    return new ModelDevice(provider.device(), wanted.kind() == Device.Kind.AUTO, provider.remark());
  }

  /** With {@code auto} one line: what is used and why. With {@code -v} it comes in any case. */
  void tell(Terminal terminal) {
    if (auto) {
      String reason = why.isEmpty() ? "it works here" : why;
      terminal.remark("device: " + device + " (auto: " + Columns.printable(reason) + ")");
    } else {
      terminal.detail("device: " + device);
    }
  }

  /** As {@link #tell(Terminal)}; with {@code -v} also the nodes that fell to the CPU. */
  void tell(Terminal terminal, Placement placement) {
    tell(terminal);
    if (!device.equals(Device.CPU)) {
      terminal.detail("provider: " + placement);
      for (String node : placement.onCpu()) {
        terminal.detail("  on the CPU: " + Columns.printable(node));
      }
    }
  }
}
