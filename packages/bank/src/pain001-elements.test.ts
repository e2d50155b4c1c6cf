import { describe, expect, test } from "vitest";
import { creditTransfer, groupHeader, paymentInformation } from "./pain001-elements.ts";
import type { XmlElement } from "./xml-element.ts";

/** One line per element: path, presence, most characters, most times where that is not one. */
const rows = <From>(element: XmlElement<From>, parent = ""): readonly string[] => {
  const path = `${parent}${element.tag}`;
  const presence = element.isRequired ? "required" : "optional";
  if ("children" in element)
    return [`${path} ${presence}`, ...element.children.flatMap((child) => rows(child, `${path}/`))];
  const times = element.timesMax === 1 ? "" : ` ×${element.timesMax}`;
  return [`${path}${element.attributes} ${presence} ${element.charactersMax}${times}`];
};

describe("the element table of pain.001.001.09", () => {
  test("has the group header in order", () => {
    expect(rows(groupHeader)).toEqual([
      "GrpHdr required",
      "GrpHdr/MsgId required 35",
      "GrpHdr/CreDtTm required 24",
      "GrpHdr/NbOfTxs required 15",
      "GrpHdr/CtrlSum required 18",
      "GrpHdr/InitgPty required",
      "GrpHdr/InitgPty/Nm required 70",
    ]);
  });

  test("has the payment information in order", () => {
    expect(paymentInformation.flatMap((element) => rows(element))).toEqual([
      "PmtInfId required 35",
      "PmtMtd required 3",
      "BtchBookg required 5",
      "NbOfTxs required 15",
      "CtrlSum required 18",
      "PmtTpInf required",
      "PmtTpInf/SvcLvl required",
      "PmtTpInf/SvcLvl/Cd required 4",
      "PmtTpInf/LclInstrm optional",
      "PmtTpInf/LclInstrm/Cd required 4",
      "ReqdExctnDt required",
      "ReqdExctnDt/Dt required 10",
      "Dbtr required",
      "Dbtr/Nm required 70",
      "DbtrAcct required",
      "DbtrAcct/Id required",
      "DbtrAcct/Id/IBAN required 34",
      "DbtrAgt required",
      "DbtrAgt/FinInstnId required",
      "DbtrAgt/FinInstnId/BICFI optional 11",
      "DbtrAgt/FinInstnId/Othr optional",
      "DbtrAgt/FinInstnId/Othr/Id required 11",
      "ChrgBr required 4",
    ]);
  });

  test("has the credit transfer in order", () => {
    expect(rows(creditTransfer)).toEqual([
      "CdtTrfTxInf required",
      "CdtTrfTxInf/PmtId required",
      "CdtTrfTxInf/PmtId/InstrId optional 35",
      "CdtTrfTxInf/PmtId/EndToEndId required 35",
      "CdtTrfTxInf/Amt required",
      'CdtTrfTxInf/Amt/InstdAmt Ccy="EUR" required 12',
      "CdtTrfTxInf/CdtrAgt optional",
      "CdtTrfTxInf/CdtrAgt/FinInstnId required",
      "CdtTrfTxInf/CdtrAgt/FinInstnId/BICFI optional 11",
      "CdtTrfTxInf/Cdtr required",
      "CdtTrfTxInf/Cdtr/Nm required 70",
      "CdtTrfTxInf/Cdtr/PstlAdr required",
      "CdtTrfTxInf/Cdtr/PstlAdr/StrtNm optional 70",
      "CdtTrfTxInf/Cdtr/PstlAdr/BldgNb optional 16",
      "CdtTrfTxInf/Cdtr/PstlAdr/PstCd optional 16",
      "CdtTrfTxInf/Cdtr/PstlAdr/TwnNm optional 35",
      "CdtTrfTxInf/Cdtr/PstlAdr/Ctry optional 2",
      "CdtTrfTxInf/Cdtr/PstlAdr/AdrLine optional 70 ×2",
      "CdtTrfTxInf/CdtrAcct required",
      "CdtTrfTxInf/CdtrAcct/Id required",
      "CdtTrfTxInf/CdtrAcct/Id/IBAN required 34",
      "CdtTrfTxInf/Purp optional",
      "CdtTrfTxInf/Purp/Cd optional 4",
      "CdtTrfTxInf/RmtInf required",
      "CdtTrfTxInf/RmtInf/Ustrd optional 140",
      "CdtTrfTxInf/RmtInf/Strd optional",
      "CdtTrfTxInf/RmtInf/Strd/CdtrRefInf required",
      "CdtTrfTxInf/RmtInf/Strd/CdtrRefInf/Tp required",
      "CdtTrfTxInf/RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry required",
      "CdtTrfTxInf/RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Cd required 4",
      "CdtTrfTxInf/RmtInf/Strd/CdtrRefInf/Ref optional 35",
    ]);
  });
});
