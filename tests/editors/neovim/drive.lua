-- Drives Neovim: waits for what an author would see, and tells of it in the file $TOLD, a line for each claim.
local told = assert(io.open(os.getenv("TOLD"), "w"))

local function ok(what, holds)
  told:write((holds and "ok: " or "FAILED: ") .. what .. "\n")
  told:flush()
  return holds
end

-- Waits until `holds()`; the limit only turns a hang into a failure.
local function comes(what, holds)
  if not ok(what, vim.wait(60000, holds, 20)) then
    told:write(vim.inspect(vim.diagnostic.get(0)) .. "\n" .. vim.fn.execute("messages") .. "\n")
    told:close()
    vim.cmd("cquit")
  end
end

local function code(diagnostic)
  return diagnostic.code or diagnostic.user_data.lsp.code
end

local function found(rule)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if code(diagnostic) == rule then return diagnostic end
  end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
end

-- What stands in the windows that lie over the others.
local function float()
  local lines = {}
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      vim.list_extend(lines, vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true))
    end
  end
  return table.concat(lines, "\n")
end

local function clients()
  return (vim.lsp.get_clients or vim.lsp.get_active_clients)()
end

local function drive()
  vim.cmd("edit docs/report.md")
  comes("the finding comes when the report is opened", function() return found("person-cause") end)
  local finding = found("person-cause")
  local line = vim.api.nvim_buf_get_lines(0, finding.lnum, finding.lnum + 1, true)[1]
  ok("it is below its words", line:sub(finding.col + 1, finding.end_col) == "手違い")
  ok("it is a warning of hadome", finding.severity == vim.diagnostic.severity.WARN and finding.source == "hadome")
  ok("the configuration of the workspace holds", finding.message:find("the cause stops at", 1, true) ~= nil)
  ok("there is one client", #clients() == 1)

  -- Within the line, so that only the change is sent.
  vim.api.nvim_buf_set_text(0, finding.lnum, finding.col, finding.lnum, finding.end_col, { "検査の不足" })
  comes("it goes with its words", function() return not found("person-cause") and found("no-strong-action") end)
  vim.cmd("undo")
  comes("it is back when they are", function() return found("person-cause") end)
  vim.api.nvim_buf_set_lines(0, -1, -1, true, { "", "𠮷野の班に周知徹底する。" })
  vim.cmd("write")
  comes("saved text is checked", function() return found("person-cause") end)

  finding = found("person-cause")
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  vim.lsp.buf.hover()
  comes("hover tells of the rule", function() return float():find("person-cause", 1, true) end)

  -- Who is asked to choose an action takes the first that waves this finding through.
  vim.ui.select = function(items, _, choose)
    for i, item in ipairs(items) do
      local title = (item.action or item[2]).title
      if title:find("person-cause", 1, true) then return choose(item, i) end
    end
    ok("there is an action for the finding", false)
    choose(nil)
  end
  vim.lsp.buf.code_action()
  local comment = "<!-- hadome-disable-next-line person-cause -- "
  comes("the action puts a comment in", function() return text():find(comment, 1, true) end)
  comes("by which the finding goes", function() return not found("person-cause") and found("no-strong-action") end)
  vim.cmd("write")

  vim.cmd("split notes.txt")
  vim.api.nvim_buf_set_lines(0, 0, -1, true, { "障害報告書", "", "■原因", "担当者の手違いによる。", "", "■再発防止策", "・監視体制を強化する。" })
  comes("plain text that was never saved is checked", function() return found("no-strong-action") end)
  ok("by the same client", #clients() == 1)

  vim.cmd("split hadome.toml")
  vim.api.nvim_buf_set_lines(0, 0, -1, true, { 'lang = "en"', 'ignore = ["no-such-rule"]' })
  comes("a mistake in the configuration is told before it is saved", function()
    local told = vim.diagnostic.get(0)[1]
    return told and told.lnum == 1
  end)

  vim.cmd("split README")
  ok("other files are left alone", #vim.diagnostic.get(0) == 0)
end

local fine, trouble = pcall(drive)
ok("nothing failed on the way " .. (fine and "" or tostring(trouble)), fine)
told:write("end\n")
told:close()
vim.cmd(fine and "qall!" or "cquit")
