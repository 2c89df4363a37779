import { launchEventsOf } from "../../../sandbox/outlook/launch-events.ts";

describe("launch events of a manifest", () => {
  it("are read with their functions, each once", () => {
    const xml = `
      <LaunchEvents>
        <LaunchEvent Type="OnNewAppointmentOrganizer" FunctionName="onNew"/>
        <LaunchEvent FunctionName="onSend" Type="OnAppointmentSend" SendMode="PromptUser" />
      </LaunchEvents>
      <LaunchEvent Type="OnAppointmentSend" FunctionName="onSend"/>`;
    expect(launchEventsOf(xml)).toEqual([
      { type: "OnNewAppointmentOrganizer", functionName: "onNew" },
      { type: "OnAppointmentSend", functionName: "onSend" },
    ]);
  });

  it("are none where there is no manifest", () => {
    expect(launchEventsOf("")).toEqual([]);
  });
});
